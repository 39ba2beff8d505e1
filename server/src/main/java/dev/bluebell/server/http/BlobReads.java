package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.store.BlobStore;
import dev.bluebell.server.store.ByteRange;
import dev.bluebell.server.store.OpenedBlob;
import dev.bluebell.server.store.StoreException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code GET} and {@code HEAD /<sha256>[.ext]} (BUD-01).
 *
 * <p>A blob that was read lately is answered at once, on the event loop: its row is remembered, small bytes are in memory,
 * others go from the file to the socket without passing through the process. Anything else is looked up on a virtual
 * thread first.
 */
final class BlobReads {

    private static final CharSequence ACCEPT_RANGES = HttpHeaders.createOptimized("Accept-Ranges");
    private static final CharSequence BYTES = HttpHeaders.createOptimized("bytes");
    private static final CharSequence FOREVER = HttpHeaders.createOptimized("public, max-age=31536000, immutable");
    private static final CharSequence CONTENT_RANGE = HttpHeaders.createOptimized("Content-Range");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");

    /** Styles and pictures of a stored page still show; scripts, forms and the server's origin are out of its reach. */
    private static final CharSequence SANDBOX = HttpHeaders.createOptimized(
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'");

    private final BlobCache cache;
    private final BlobStore store;
    private final Reply reply;

    BlobReads(BlobCache cache, BlobStore store, Reply reply) {
        this.cache = cache;
        this.store = store;
        this.reply = reply;
    }

    void handle(HttpServerRequest request, BlobHash hash) {
        Optional<ReadableBlob> known = cache.remembered(hash);
        if (known.isPresent()) {
            answer(request, known.get());
            return;
        }
        Thread.startVirtualThread(() -> lookUp(request, hash));
    }

    private void lookUp(HttpServerRequest request, BlobHash hash) {
        try {
            Optional<ReadableBlob> found = cache.lookUp(hash);
            Reply.onLoop(
                    request,
                    () -> found.ifPresentOrElse(
                            blob -> answer(request, blob), () -> reply.send(request, notFound(hash))));
        } catch (RuntimeException e) {
            Answer failure = Failures.answer(e, "reading blob " + hash);
            Reply.onLoop(request, () -> reply.send(request, failure));
        }
    }

    private static Answer notFound(BlobHash hash) {
        return Answer.refusal(404, "no blob " + hash + " is stored here");
    }

    private void answer(HttpServerRequest request, ReadableBlob blob) {
        String match = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (match != null && ETag.matches(match, blob.etag().toString())) {
            begin(request, 304, blob).end();
            return;
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            begin(request, 200, blob)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(blob.sizeBytes()))
                    .end();
            return;
        }
        switch (asked(request, blob)) {
            case RangeHeader.Whole() ->
                send(request, blob, begin(request, 200, blob), ByteRange.whole(blob.sizeBytes()));
            case RangeHeader.Part(ByteRange range) -> {
                long last = range.offset() + range.length() - 1;
                HttpServerResponse response = begin(request, 206, blob)
                        .putHeader(CONTENT_RANGE, "bytes " + range.offset() + '-' + last + '/' + blob.sizeBytes());
                send(request, blob, response, range);
            }
            case RangeHeader.Unsatisfiable() ->
                reply.send(
                        request,
                        Answer.refusal(416, "the blob has " + blob.sizeBytes() + " bytes, the range lies outside")
                                .with("Content-Range", "bytes */" + blob.sizeBytes()));
        }
    }

    private static RangeHeader asked(HttpServerRequest request, ReadableBlob blob) {
        String range = request.getHeader(HttpHeaderNames.RANGE);
        if (range == null) {
            return new RangeHeader.Whole();
        }
        String condition = request.getHeader(HttpHeaderNames.IF_RANGE);
        if (condition != null && !ETag.isExactly(condition, blob.etag().toString())) {
            return new RangeHeader.Whole();
        }
        return RangeHeader.parse(range, blob.sizeBytes());
    }

    private HttpServerResponse begin(HttpServerRequest request, int status, ReadableBlob blob) {
        HttpServerResponse response = reply.begin(request, status);
        response.headers()
                .set(HttpHeaders.CONTENT_TYPE, blob.type())
                .set(HttpHeaders.ETAG, blob.etag())
                .set(HttpHeaders.CACHE_CONTROL, FOREVER)
                .set(ACCEPT_RANGES, BYTES)
                .set(CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (blob.active()) {
            response.headers().set(SECURITY_POLICY, SANDBOX);
        }
        return response;
    }

    private void send(HttpServerRequest request, ReadableBlob blob, HttpServerResponse response, ByteRange range) {
        if (blob.file().isPresent()) {
            sendFile(request, blob, response, blob.file().get(), range);
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                open(request, blob.hash(), response, range);
            } catch (RuntimeException e) {
                Answer failure = Failures.answer(e, "reading blob " + blob.hash());
                Reply.onLoop(request, () -> reply.send(request, failure));
            }
        });
    }

    /** Blocks: the store is somewhere else. */
    private void open(HttpServerRequest request, BlobHash hash, HttpServerResponse response, ByteRange range) {
        Optional<OpenedBlob> opened = store.open(hash, range);
        if (opened.isEmpty()) {
            cache.forget(hash);
            Reply.onLoop(request, () -> reply.send(request, notFound(hash)));
            return;
        }
        switch (opened.get()) {
            case OpenedBlob.LocalFile(Path file, ByteRange part) -> {
                RandomAccessFile open = openFile(file);
                Reply.onLoop(request, () -> sendOpened(request, response, open, part));
            }
            case OpenedBlob.Streamed streamed -> Pump.send(streamed, response);
            case OpenedBlob.Redirect(URI location) -> {
                Answer redirect = Answer.empty(307).with("Location", location.toString());
                Reply.onLoop(request, () -> reply.send(request, redirect));
            }
        }
    }

    private void sendFile(
            HttpServerRequest request, ReadableBlob blob, HttpServerResponse response, Path file, ByteRange range) {
        Optional<Buffer> bytes = cache.bytes(blob, file);
        if (bytes.isPresent()) {
            int from = (int) range.offset();
            Buffer whole = bytes.get();
            response.end(range.length() == whole.length() ? whole : whole.slice(from, from + (int) range.length()));
            return;
        }
        try {
            sendOpened(request, response, openFile(file), range);
        } catch (StoreException e) {
            cache.forget(blob.hash());
            reply.send(
                    request,
                    Files.exists(file) ? Failures.answer(e, "reading blob " + blob.hash()) : notFound(blob.hash()));
        }
    }

    private static RandomAccessFile openFile(Path file) {
        try {
            return new RandomAccessFile(file.toFile(), "r");
        } catch (FileNotFoundException e) {
            throw new StoreException.Broken("cannot open " + file, e);
        }
    }

    private static void sendOpened(
            HttpServerRequest request, HttpServerResponse response, RandomAccessFile file, ByteRange range) {
        Cork cork = Cork.of(request, range.length());
        cork.put();
        try {
            response.sendFile(file, range.offset(), range.length()).onComplete(sent -> {
                cork.pull();
                close(file);
            });
        } catch (RuntimeException e) {
            // The client has gone away in this moment.
            cork.pull();
            close(file);
        }
    }

    private static void close(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a file that was only read could not be closed", e);
        }
    }
}
