package dev.bluebell.bluesky.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer on its way to a sink, piece by piece as the sink takes it. In memory nothing is left of it. */
final class SinkBody implements BodySubscriber<byte[]> {

    /** The sink does not take it. */
    static final class Unwritable extends Exception {

        Unwritable(IOException cause) {
            super(cause);
        }
    }

    private final OutputStream out;
    private final Runnable moved;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private long left;
    private Flow.@Nullable Subscription subscription;

    /**
     * A body yet to come.
     *
     * @param out closed by this
     * @param moved called whenever some of it has been written
     */
    SinkBody(OutputStream out, long mostBytes, Runnable moved) {
        this.out = out;
        this.left = mostBytes;
        this.moved = moved;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription one) {
        subscription = one;
        one.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (whole.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                left -= buffer.remaining();
                if (left < 0) {
                    fail(new LimitedBody.TooLong());
                    return;
                }
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                out.write(piece);
            }
        } catch (IOException e) {
            fail(new Unwritable(e));
            return;
        }
        moved.run();
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void fail(Exception why) {
        if (subscription != null) {
            subscription.cancel();
        }
        end(why);
    }

    /** Closed before the end is told, so that whoever waits for it finds all that was written. */
    private void end(@Nullable Throwable why) {
        Throwable reason = why;
        try {
            out.close();
        } catch (IOException e) {
            reason = why == null ? new Unwritable(e) : why;
        }
        if (reason == null) {
            whole.complete(new byte[0]);
        } else {
            whole.completeExceptionally(reason);
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(cause);
    }

    @Override
    public void onComplete() {
        end(null);
    }
}
