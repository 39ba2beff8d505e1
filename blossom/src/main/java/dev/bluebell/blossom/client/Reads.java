package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.media.FileTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The requests for blobs. They are signed only when the server asks for it. */
final class Reads {

    private static final int UNAUTHORIZED = 401;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Session session;

    Reads(Session session) {
        this.session = session;
    }

    Answer<BlobHead> head(BlobHash hash, ReadOptions options) {
        return session.answer(
                request("HEAD", hash, options),
                response -> new BlobHead(
                        type(response),
                        length(response),
                        response.headers().allValues("Accept-Ranges").contains("bytes"),
                        response.uri()));
    }

    Answer<Fetched> get(BlobHash hash, OutputStream out, ReadOptions options) {
        return session.answer(request("GET", hash, options), response -> {
            Fetched fetched = receive(response, hash, Channels.newChannel(out), options);
            try {
                out.flush();
            } catch (IOException e) {
                throw unwritable(e);
            }
            return fetched;
        });
    }

    Answer<Fetched> get(BlobHash hash, Path file, ReadOptions options) {
        return session.answer(request("GET", hash, options), response -> {
            try (PartFile part = PartFile.nextTo(file)) {
                requireRoom(response, part);
                Fetched fetched = receive(response, hash, part.channel(), options);
                part.complete();
                return fetched;
            } catch (IOException e) {
                throw unwritable(e);
            }
        });
    }

    private Fetched receive(
            HttpResponse<ArrivingBody> response, BlobHash hash, WritableByteChannel out, ReadOptions options) {
        requireLength(response.uri(), length(response).orElse(0), options);
        length(response).ifPresent(options.progress()::expected);
        Sha256 sha256 = new Sha256();
        ArrivingBody body = response.body();
        for (Optional<ByteBuffer> piece = body.next(); piece.isPresent(); piece = body.next()) {
            sha256.update(piece.get());
            requireLength(response.uri(), sha256.bytes(), options);
            write(piece.get(), out);
            options.progress().transferred(sha256.bytes());
        }
        BlobHash actual = sha256.finish();
        if (!actual.equals(hash)) {
            throw new BlossomException.WrongBlob(response.uri().toString(), hash, actual);
        }
        return new Fetched(hash, sha256.bytes(), type(response), response.uri());
    }

    private static void requireLength(URI url, long bytes, ReadOptions options) {
        if (bytes > options.maxBytes()) {
            throw new BlossomException.TooLong(
                    "%s answered with more than %d bytes".formatted(url, options.maxBytes()));
        }
    }

    /** To find out only when the disk is full would be a pity, for others too. */
    private static void requireRoom(HttpResponse<?> response, PartFile part) throws IOException {
        long bytes = length(response).orElse(0);
        if (bytes > part.freeBytes()) {
            throw new BlossomException.TooLong("%s answered with %d bytes, and there is room for %d"
                    .formatted(response.uri(), bytes, part.freeBytes()));
        }
    }

    private static void write(ByteBuffer piece, WritableByteChannel out) {
        try {
            while (piece.hasRemaining()) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static BlossomException unwritable(IOException e) {
        return Thread.currentThread().isInterrupted()
                ? new BlossomException.Interrupted("interrupted while writing a blob", e)
                : new BlossomException.LocalFailure("the blob cannot be written: " + Causes.ofFile(e), e);
    }

    private HttpResponse<ArrivingBody> request(String method, BlobHash hash, ReadOptions options) {
        String extension = options.extension().isEmpty() ? "" : "." + options.extension();
        URI url = session.server().resolve("/" + hash + extension);
        HttpResponse<ArrivingBody> response = follow(method, url, hash, Optional.empty());
        if (response.statusCode() != UNAUTHORIZED) {
            return response;
        }
        Optional<String> token = session.tokens().header(Verb.GET, hash, WriteOptions.defaults());
        if (token.isEmpty()) {
            return response;
        }
        response.body().close();
        return follow(method, url, hash, token);
    }

    /** Goes where the server points, as long as it is for the same blob. The token stays with the server it is for. */
    private HttpResponse<ArrivingBody> follow(String method, URI begin, BlobHash hash, Optional<String> token) {
        URI url = begin;
        for (int redirects = 0; redirects <= session.limits().redirects(); redirects++) {
            Optional<String> authorization = Redirect.sameServer(begin, url) ? token : Optional.empty();
            HttpRequest request = session.request(url, authorization)
                    .header("Accept-Encoding", "identity")
                    .method(method, BodyPublishers.noBody())
                    .build();
            HttpResponse<ArrivingBody> response = session.wire().send(request, Patience.of(session.timeout()));
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            response.body().close();
            url = Redirect.target(response, hash);
        }
        throw new BlossomException.BadAnswer(
                "%s redirects more than %d times"
                        .formatted(begin, session.limits().redirects()),
                null);
    }

    private static String type(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(FileTypes::isMediaType)
                .orElse(BlobDescriptor.UNKNOWN_TYPE);
    }

    private static OptionalLong length(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Length")
                .filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                .orElse(OptionalLong.empty());
    }
}
