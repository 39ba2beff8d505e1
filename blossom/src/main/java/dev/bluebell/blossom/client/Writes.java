package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The requests that change something on the server, or ask whether they would. */
final class Writes {

    private static final int NO_CONTENT = 204;

    private final Session session;

    Writes(Session session) {
        this.session = session;
    }

    Answer<Stored> upload(LocalBlob blob, WriteOptions options) {
        if (session.resumable()) {
            PartedUpload parts = new PartedUpload(session, this, blob, options);
            Optional<Answer<Stored>> inParts = parts.isOffered() ? parts.send() : Optional.empty();
            if (inParts.isPresent()) {
                return inParts.get();
            }
        }
        return putBlob("/upload", Verb.UPLOAD, blob, options, response -> stored(response, blob.hash()));
    }

    Answer<Stored> uploadMedia(LocalBlob blob, WriteOptions options) {
        return putBlob("/media", Verb.MEDIA, blob, options, this::stored);
    }

    private Answer<Stored> putBlob(
            String path,
            Verb verb,
            LocalBlob blob,
            WriteOptions options,
            Function<HttpResponse<ArrivingBody>, Stored> reader) {
        return session.ask(leeway(verb, blob.hash(), options).sending(blob), credentials -> {
            HttpRequest.Builder request = request(path, credentials)
                    .header("Content-Type", blob.type())
                    .header("X-SHA-256", blob.hash().hex());
            return send("PUT", request, body(blob, 0, blob.sizeBytes(), options), reader);
        });
    }

    /** Sends a part of a blob; the answer to the last one tells of the blob. */
    Answer<Optional<Stored>> sendPart(LocalBlob blob, long offset, long length, WriteOptions options) {
        return session.ask(leeway(Verb.UPLOAD, blob.hash(), options), new Negotiation.Attempt<>() {
            @Override
            public Answer<Optional<Stored>> send(Credentials credentials) {
                HttpRequest.Builder request = request("/" + blob.hash(), credentials)
                        .header("Content-Type", BlobDescriptor.UNKNOWN_TYPE)
                        .header("Upload-Type", blob.type())
                        .header("Upload-Length", Long.toString(blob.sizeBytes()))
                        .header("Upload-Offset", Long.toString(offset));
                return Writes.this.send(
                        "PATCH", request, body(blob, offset, length, options), response -> whole(response, blob));
            }

            @Override
            public boolean isEnd(Optional<Stored> stored) {
                return stored.isPresent();
            }
        });
    }

    private Optional<Stored> whole(HttpResponse<ArrivingBody> response, LocalBlob blob) {
        return response.statusCode() == NO_CONTENT ? Optional.empty() : Optional.of(stored(response, blob.hash()));
    }

    private UploadBody body(LocalBlob blob, long offset, long length, WriteOptions options) {
        Duration answerTimeout = options.timeout().orElse(session.workTimeout());
        return new UploadBody(blob, offset, length, options.progress(), session.stallLimit(), answerTimeout);
    }

    private <T> Answer<T> send(
            String method,
            HttpRequest.Builder request,
            UploadBody body,
            Function<HttpResponse<ArrivingBody>, T> reader) {
        try (body) {
            HttpRequest whole = request.method(method, body.publisher()).build();
            try {
                return session.answer(session.wire().send(whole, body), reader);
            } catch (BlossomException.Unreachable e) {
                throw body.failure().orElse(e);
            }
        }
    }

    Answer<Accepted> check(String path, Verb verb, LocalBlob blob, WriteOptions options) {
        return session.ask(
                leeway(verb, blob.hash(), options).informing(),
                credentials -> accepted(
                        request(path, credentials)
                                .header("X-SHA-256", blob.hash().hex())
                                .header("X-Content-Type", blob.type())
                                .header("X-Content-Length", Long.toString(blob.sizeBytes()))
                                .HEAD(),
                        options));
    }

    Answer<Stored> mirror(URI source, BlobHash hash, WriteOptions options) {
        BodyPublisher json =
                BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(Map.of("url", source.toString())));
        Duration timeout = options.timeout().orElse(session.workTimeout());
        return session.ask(leeway(Verb.UPLOAD, hash, options).relyingOnOthers(), credentials -> {
            HttpRequest request = request("/mirror", credentials)
                    .header("Content-Type", "application/json")
                    .PUT(json)
                    .build();
            return session.answer(
                    session.wire().send(request, Patience.of(timeout)), response -> stored(response, hash));
        });
    }

    Answer<Accepted> delete(BlobHash hash, WriteOptions options) {
        return session.ask(
                leeway(Verb.DELETE, hash, options),
                new Deletion(
                        credentials -> accepted(request("/" + hash, credentials).DELETE(), options)));
    }

    /** The signature of the report is its authorisation. */
    Answer<Accepted> report(Event report, WriteOptions options) {
        BodyPublisher json = BodyPublishers.ofString(report.toJson());
        return session.ask(
                Leeway.unsigned().paidBy(options.payments()),
                credentials -> accepted(
                        request("/report", credentials)
                                .header("Content-Type", "application/json")
                                .PUT(json),
                        options));
    }

    private static Leeway leeway(Verb verb, BlobHash hash, WriteOptions options) {
        return Leeway.of(Permit.of(verb, hash, options.authorization()), options.authorization())
                .paidBy(options.payments());
    }

    private HttpRequest.Builder request(String path, Credentials credentials) {
        return session.request(session.server().resolve(path), credentials);
    }

    private Answer<Accepted> accepted(HttpRequest.Builder request, WriteOptions options) {
        Patience patience = Patience.of(options.timeout().orElse(session.timeout()));
        return session.answer(
                session.wire().send(request.build(), patience), response -> new Accepted(response.statusCode()));
    }

    /** The descriptor of that blob and no other. */
    private Stored stored(HttpResponse<ArrivingBody> response, BlobHash hash) {
        Stored stored = stored(response);
        BlobHash actual = stored.descriptor().hash();
        if (!actual.equals(hash)) {
            throw new BlossomException.WrongBlob(session.server().toString(), hash, actual);
        }
        return stored;
    }

    private Stored stored(HttpResponse<ArrivingBody> response) {
        try {
            BlobDescriptor descriptor = BlobDescriptor.parse(session.text(response));
            return new Stored(descriptor, response.statusCode() == 201);
        } catch (BlossomException.Malformed e) {
            throw new BlossomException.BadAnswer("%s: %s".formatted(response.uri(), e.getMessage()), e);
        }
    }
}
