package dev.bluebell.bluesky.http;

import dev.bluebell.bluesky.BlueskyException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request under way, and how long there is still patience with it: renewed by each piece that goes out or comes in.
 * The JDK's own time-out ends with the headers, and does not know of uploads.
 */
final class Exchange implements AutoCloseable {

    private final HttpLimits limits;
    private final Optional<Content> content;
    private final Optional<Intake> intake;

    private volatile long lastMove = System.nanoTime();
    private volatile boolean sent;
    private volatile long headersCame;
    private volatile boolean answering;
    private volatile @Nullable BlueskyException failure;
    private volatile @Nullable InputStream open;

    Exchange(HttpLimits limits, Optional<Content> content, Optional<Intake> intake) {
        this.limits = limits;
        this.content = content;
        this.intake = intake;
        this.sent = content.map(Content::sizeBytes).orElse(0L) == 0;
    }

    /** What is left of the patience; nothing or less means that it is time to give up. */
    long nanosLeft() {
        long now = System.nanoTime();
        if (answering) {
            long stall = lastMove + limits.stall().toNanos() - now;
            long whole = intake.map(one -> one.patience(limits.body()))
                    .orElseGet(limits::body)
                    .toNanos();
            return Math.min(stall, headersCame + whole - now);
        }
        return lastMove + (sent ? limits.headers().plus(limits.connect()) : limits.stall()).toNanos() - now;
    }

    /** Whether headers came. */
    boolean isAnswering() {
        return answering;
    }

    /** Why the body could not be sent, if the reason is on this side. */
    Optional<BlueskyException> failure() {
        return Optional.ofNullable(failure);
    }

    BodyHandler<byte[]> answer() {
        return headers -> {
            headersCame = System.nanoTime();
            lastMove = headersCame;
            answering = true;
            Runnable moved = () -> lastMove = System.nanoTime();
            return intake.filter(one -> headers.statusCode() / 100 == 2)
                    .<BodySubscriber<byte[]>>map(one -> new SinkBody(open(one), one.mostBytes(), moved))
                    .orElseGet(() -> new LimitedBody(limits.answerBytes(), moved));
        };
    }

    private OutputStream open(Intake one) {
        try {
            return one.sink().open();
        } catch (IOException e) {
            failure = unwritable(e);
            throw new UncheckedIOException(e);
        }
    }

    /** Says that what came cannot be kept. */
    static BlueskyException unwritable(IOException e) {
        return new BlueskyException.LocalFailure("what came cannot be written: " + Causes.ofFile(e), e);
    }

    /** How much of an answer is taken. */
    long mostBytes() {
        return intake.map(Intake::mostBytes).orElse((long) limits.answerBytes());
    }

    BodyPublisher publisher() {
        return content.filter(body -> body.sizeBytes() > 0)
                .map(body ->
                        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> begin(body)), body.sizeBytes()))
                .orElseGet(BodyPublishers::noBody);
    }

    private InputStream begin(Content body) {
        close();
        try {
            InputStream stream = new Outgoing(body.source().open(), body.sizeBytes());
            open = stream;
            return stream;
        } catch (IOException e) {
            failure = unreadable(e);
            throw new UncheckedIOException(e);
        }
    }

    private static BlueskyException unreadable(IOException e) {
        return new BlueskyException.LocalFailure("what was to be sent cannot be read: " + Causes.ofFile(e), e);
    }

    @Override
    public void close() {
        InputStream stream = open;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // It was read to its end, or is not wanted any more.
                System.getLogger(Exchange.class.getName()).log(System.Logger.Level.DEBUG, "closing a source", e);
            }
        }
    }

    /** The announced number of bytes, and not one more should the file have grown. */
    private final class Outgoing extends FilterInputStream {

        private long left;

        Outgoing(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = fill(buffer, offset, (int) Math.min(length, left));
            if (n < 0) {
                failure = new BlueskyException.LocalFailure(
                        "what was to be sent is %d bytes shorter than was said".formatted(left), null);
                throw new IOException("too short");
            }
            left -= n;
            sent = left == 0;
            lastMove = System.nanoTime();
            return n;
        }

        private int fill(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException e) {
                failure = unreadable(e);
                throw e;
            }
        }
    }
}
