package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Gets one blob, in as many pieces as it takes: what came before a connection was lost is not asked for again. Belongs to
 * one thread.
 */
final class Download {

    private static final int PARTIAL = 206;

    /** A try that brings less has brought nothing: or a server could have us ask for each byte. */
    private static final long WORTH_A_TRY = 1 << 16;

    private final BlobRequest request;
    private final Session session;
    private final Sink sink;
    private final Negotiation negotiation;

    /** Of the answer that the last bytes came from, if it says what is there. */
    private Optional<String> strongTag = Optional.empty();

    private boolean pieced;
    private boolean begunAgain;
    private long most;

    /** @param sink may have the first bytes already */
    Download(BlobRequest request, Sink sink) {
        this.request = request;
        this.session = request.session();
        this.sink = sink;
        this.negotiation = session.negotiate(request.leeway());
        this.most = sink.bytes();
    }

    Answer<Fetched> run() {
        return negotiation.end(session.retries().run(request.leeway()::mayPass, this::untilWhole), whole -> true);
    }

    private Answer<Fetched> untilWhole(Tries tries) {
        while (true) {
            try {
                Answer<Optional<Fetched>> answer = negotiation.ask(this::ask);
                if (answer instanceof Answer.Ok<Optional<Fetched>>(Optional<Fetched> whole) && whole.isPresent()) {
                    return new Answer.Ok<>(whole.get());
                }
                if (answer instanceof Answer.Refused<Optional<Fetched>>(URI url, Refusal refusal)
                        && !(refusal instanceof Refusal.RangeNotSatisfiable && beginsAgain())) {
                    return new Answer.Refused<>(url, refusal);
                }
            } finally {
                countProgress(tries);
            }
        }
    }

    /** Bytes that had come once before are no progress, or a server that always breaks off could go on for ever. */
    private void countProgress(Tries tries) {
        if (sink.bytes() - most >= WORTH_A_TRY) {
            tries.renew();
        }
        most = Math.max(most, sink.bytes());
    }

    private Answer<Optional<Fetched>> ask(Credentials credentials) {
        return session.answer(request.send(credentials, range()), this::receive);
    }

    private List<String> range() {
        if (sink.bytes() == 0) {
            return List.of();
        }
        List<String> range = List.of("Range", "bytes=%d-".formatted(sink.bytes()));
        return strongTag
                .map(tag -> List.of(range.get(0), range.get(1), "If-Range", tag))
                .orElse(range);
    }

    /** The blob, or nothing if there is more to ask for. */
    private Optional<Fetched> receive(HttpResponse<ArrivingBody> response) {
        strongTag = response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\""));
        try {
            return response.statusCode() == PARTIAL ? receivePart(response) : receiveWhole(response);
        } catch (IOException e) {
            throw unwritable(sink.name(), e);
        }
    }

    /** A stream has had the first bytes already, from an answer before: they are passed over. */
    private Optional<Fetched> receiveWhole(HttpResponse<ArrivingBody> response) throws IOException {
        long skip = sink.beginAgain() ? 0 : sink.bytes();
        pieced = skip > 0;
        long length = BlobRequest.length(response).orElse(0);
        requireLength(response.uri(), length);
        requireRoom(response.uri(), length - skip);
        if (length > 0) {
            request.options().progress().expected(length);
        }
        copy(response, skip);
        return verified(response);
    }

    private Optional<Fetched> receivePart(HttpResponse<ArrivingBody> response) throws IOException {
        ContentRange range = ContentRange.of(response);
        if (sink.bytes() == 0) {
            throw new BlossomException.BadAnswer(response.uri() + " sent a part where all was asked for", null);
        }
        if (range.first() != sink.bytes()) {
            throw new BlossomException.BadAnswer(
                    "%s sent the bytes from %d on where those from %d on were asked for"
                            .formatted(response.uri(), range.first(), sink.bytes()),
                    null);
        }
        requireLength(response.uri(), range.total().orElse(range.last() + 1));
        requireRoom(response.uri(), range.total().orElse(range.last() + 1) - sink.bytes());
        range.total().ifPresent(request.options().progress()::expected);
        pieced = true;
        copy(response, 0);
        if (sink.bytes() != range.last() + 1) {
            throw new BlossomException.BadAnswer(
                    "%s sent a part of another length than it said".formatted(response.uri()), null);
        }
        if (range.endsTheBlob()) {
            return verified(response);
        }
        if (sink.bytes() - range.first() < WORTH_A_TRY) {
            throw new BlossomException.Unreachable(response.uri() + " sends next to nothing at a time", null);
        }
        return Optional.empty();
    }

    private void copy(HttpResponse<ArrivingBody> response, long skip) throws IOException {
        ArrivingBody body = response.body();
        long toSkip = skip;
        for (Optional<ByteBuffer> piece = body.next(); piece.isPresent(); piece = body.next()) {
            ByteBuffer bytes = piece.get();
            int skipped = (int) Math.min(toSkip, bytes.remaining());
            bytes.position(bytes.position() + skipped);
            toSkip -= skipped;
            requireLength(response.uri(), sink.bytes() + bytes.remaining());
            sink.write(bytes);
            request.options().progress().transferred(sink.bytes());
        }
    }

    /** Pieces that do not make the blob may be of another one: what was left by an earlier try is not proven. */
    private Optional<Fetched> verified(HttpResponse<ArrivingBody> response) {
        BlobHash actual = sink.hash();
        if (actual.equals(request.hash())) {
            requireAll(response.uri());
            return Optional.of(new Fetched(actual, sink.bytes(), BlobRequest.type(response), response.uri()));
        }
        if (pieced && beginsAgain()) {
            return Optional.empty();
        }
        throw new BlossomException.WrongBlob(response.uri().toString(), request.hash(), actual);
    }

    /** Once. */
    private boolean beginsAgain() {
        if (begunAgain || sink.bytes() == 0) {
            return false;
        }
        begunAgain = true;
        try {
            return sink.beginAgain();
        } catch (IOException e) {
            throw unwritable(sink.name(), e);
        }
    }

    private void requireLength(URI url, long bytes) {
        if (bytes > request.options().maxBytes()) {
            throw new BlossomException.TooLong("%s answered with more than %d bytes"
                    .formatted(url, request.options().maxBytes()));
        }
    }

    /** With the right hash and another size it is the size that is wrong, and nobody knows what was meant. */
    private void requireAll(URI url) {
        if (sink.bytes() < request.options().minBytes()) {
            throw new BlossomException.BadAnswer(
                    "%s answered with %d bytes, which are the right ones, but there should be %d"
                            .formatted(url, sink.bytes(), request.options().minBytes()),
                    null);
        }
    }

    /** To find out only when the disk is full would be a pity, for others too. */
    private void requireRoom(URI url, long bytes) throws IOException {
        long free = sink.freeBytes();
        if (bytes > free) {
            throw new BlossomException.TooLong(
                    "%s answered with %d bytes, and there is room for %d".formatted(url, bytes, free));
        }
    }

    static BlossomException unwritable(String name, IOException e) {
        return Thread.currentThread().isInterrupted()
                ? new BlossomException.Interrupted("interrupted while writing " + name, e)
                : new BlossomException.LocalFailure("%s cannot be written: %s".formatted(name, Causes.ofFile(e)), e);
    }
}
