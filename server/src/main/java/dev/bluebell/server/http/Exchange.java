package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.Body;
import dev.bluebell.server.BodyException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A request as blocking code sees it. Malformed headers are refused with 400 at the moment they are read. Used by one
 * virtual thread.
 */
final class Exchange {

    private final HttpServerRequest request;
    private final Pace pace;
    private final Duration textTime;
    private final PieceQueue pieces;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * To be made on the event loop, with the request paused.
     *
     * @param pace what is asked of the body
     * @param textTime how long the few packets of a text may take to come
     */
    Exchange(HttpServerRequest request, Pace pace, Duration textTime) {
        this.request = request;
        this.pace = pace;
        this.textTime = textTime;
        this.pieces = PieceQueue.of(request, pace);
        BodyCheck.tell(request, pieces::breakOff);
    }

    HttpServerRequest request() {
        return request;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    Optional<String> query(String name) {
        try {
            return Optional.ofNullable(request.getParam(name));
        } catch (IllegalArgumentException e) {
            throw new EarlyAnswer(400, "the query is not percent-encoded as it should be");
        }
    }

    /** The hash in header {@code name}, 64 hex digits in either case. */
    Optional<BlobHash> hash(String name) {
        return header(name).map(value -> {
            try {
                return new BlobHash(value.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new EarlyAnswer(400, name + " must be 64 hex digits, the SHA-256 of the blob");
            }
        });
    }

    /** The whole number, 0 or more, in header {@code name}. */
    OptionalLong length(String name) {
        Optional<String> value = header(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long length = Long.parseLong(value.get());
            if (length >= 0) {
                return OptionalLong.of(length);
            }
        } catch (NumberFormatException e) {
            // Refused below, like a negative number.
        }
        throw new EarlyAnswer(400, name + " must be a whole number of bytes");
    }

    boolean chunked() {
        return header("Transfer-Encoding").isPresent();
    }

    /** The body. Only now is a client that expects {@code 100-continue} told to send it. */
    Body body() {
        if (begun.compareAndSet(false, true)) {
            if (expectsContinue()) {
                request.response().writeContinue();
            }
            pieces.start();
        }
        return pieces;
    }

    /** Clients of HTTP/1.0 know no interim answers, whatever they pass on. */
    private boolean expectsContinue() {
        return request.version() != HttpVersion.HTTP_1_0
                && header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    }

    /**
     * Waits for something on behalf of the client.
     *
     * @param leaves told if the client hangs up meanwhile; it must not block
     */
    <T> T whileClientWaits(Supplier<T> waiting, Runnable leaves) {
        ChannelFuture end = Reply.channel(request.connection()).closeFuture();
        ChannelFutureListener listener = closed -> leaves.run();
        end.addListener(listener);
        try {
            return waiting.get();
        } finally {
            end.removeListener(listener);
        }
    }

    /** The body as text, for JSON of at most {@code limit} bytes. */
    String text(int limit) {
        if (length("Content-Length").orElse(0) > limit) {
            throw new EarlyAnswer(413, "the body may have at most " + limit + " bytes");
        }
        pace.within(textTime);
        ByteBuffer all = ByteBuffer.allocate(limit);
        Body body = body();
        for (ByteBuffer piece = body.next(); piece.hasRemaining(); piece = body.next()) {
            if (piece.remaining() > all.remaining()) {
                throw new BodyException.TooLarge("the body may have at most " + limit + " bytes");
            }
            all.put(piece);
        }
        return new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
    }
}
