package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The requests that change something on the server, or ask whether they would. All are signed at once. */
final class Writes {

    private final Session session;

    Writes(Session session) {
        this.session = session;
    }

    Answer<Stored> upload(LocalBlob blob, WriteOptions options) {
        return putBlob("/upload", Verb.UPLOAD, blob, options, response -> {
            Stored stored = stored(response);
            return requireHash(stored, blob.hash());
        });
    }

    Answer<Stored> uploadMedia(LocalBlob blob, WriteOptions options) {
        return putBlob("/media", Verb.MEDIA, blob, options, this::stored);
    }

    /** Some servers know the hash by {@code Content-Digest} alone: to a server that may be one of those, a 400 is not final. */
    private Answer<Stored> putBlob(
            String path,
            Verb verb,
            LocalBlob blob,
            WriteOptions options,
            Function<HttpResponse<ArrivingBody>, Stored> reader) {
        HttpRequest.Builder request = signed(path, verb, blob.hash(), options)
                .header("Content-Type", blob.type())
                .header("X-SHA-256", blob.hash().hex());
        Answer<Stored> answer = send(request, blob, options, reader);
        if (session.compatible() && answer instanceof Answer.Refused(URI url, Refusal.BadRequest refusal)) {
            request.header("Content-Digest", blob.hash().hex());
            return send(request, blob, options, reader);
        }
        return answer;
    }

    private Answer<Stored> send(
            HttpRequest.Builder request,
            LocalBlob blob,
            WriteOptions options,
            Function<HttpResponse<ArrivingBody>, Stored> reader) {
        try (UploadBody body = new UploadBody(blob, options.progress(), session.stallLimit(), session.workTimeout())) {
            HttpRequest put = request.PUT(body.publisher()).build();
            try {
                return session.answer(session.wire().send(put, body), reader);
            } catch (BlossomException.Unreachable e) {
                throw body.failure().orElse(e);
            }
        }
    }

    Answer<Accepted> check(String path, Verb verb, LocalBlob blob) {
        HttpRequest request = signed(path, verb, blob.hash(), WriteOptions.defaults())
                .header("X-SHA-256", blob.hash().hex())
                .header("X-Content-Type", blob.type())
                .header("X-Content-Length", Long.toString(blob.sizeBytes()))
                .HEAD()
                .build();
        return accepted(request);
    }

    Answer<Stored> mirror(URI source, BlobHash hash, WriteOptions options) {
        String json = JsonMapper.shared().writeValueAsString(Map.of("url", source.toString()));
        HttpRequest request = signed("/mirror", Verb.UPLOAD, hash, options)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build();
        HttpResponse<ArrivingBody> response = session.wire().send(request, Patience.of(session.workTimeout()));
        return session.answer(response, ok -> requireHash(stored(ok), hash));
    }

    Answer<Accepted> delete(BlobHash hash, WriteOptions options) {
        return accepted(signed("/" + hash, Verb.DELETE, hash, options).DELETE().build());
    }

    /** The signature of the report is its authorisation. */
    Answer<Accepted> report(Event report) {
        HttpRequest request = session.request(session.server().resolve("/report"), Optional.empty())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(report.toJson()))
                .build();
        return accepted(request);
    }

    private HttpRequest.Builder signed(String path, Verb verb, BlobHash hash, WriteOptions options) {
        return session.request(session.server().resolve(path), session.tokens().header(verb, hash, options));
    }

    private Answer<Accepted> accepted(HttpRequest request) {
        HttpResponse<ArrivingBody> response = session.wire().send(request, Patience.of(session.timeout()));
        return session.answer(response, ok -> new Accepted(ok.statusCode()));
    }

    private Stored stored(HttpResponse<ArrivingBody> response) {
        try {
            BlobDescriptor descriptor = BlobDescriptor.parse(session.text(response));
            return new Stored(descriptor, response.statusCode() == 201);
        } catch (BlossomException.Malformed e) {
            throw new BlossomException.BadAnswer("%s: %s".formatted(response.uri(), e.getMessage()), e);
        }
    }

    private Stored requireHash(Stored stored, BlobHash hash) {
        BlobHash actual = stored.descriptor().hash();
        if (!actual.equals(hash)) {
            throw new BlossomException.WrongBlob(session.server().toString(), hash, actual);
        }
        return stored;
    }
}
