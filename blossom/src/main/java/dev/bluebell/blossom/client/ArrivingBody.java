package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, piece by piece as it comes, and given up when nothing comes for too long. The JDK's own
 * time-out ends with the headers. Read and closed by one thread.
 */
final class ArrivingBody implements HttpResponse.BodySubscriber<ArrivingBody>, AutoCloseable {

    private sealed interface Arrival {
        record Pieces(List<ByteBuffer> buffers) implements Arrival {}

        record Failure(Throwable cause) implements Arrival {}

        record End() implements Arrival {}
    }

    private final URI url;
    private final Duration stallLimit;

    /** Never more than the one asked for and the end. */
    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(2);

    private final Queue<ByteBuffer> unread = new ArrayDeque<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private boolean ended;

    ArrivingBody(URI url, Duration stallLimit) {
        this.url = url;
        this.stallLimit = stallLimit;
    }

    /**
     * The next bytes, or empty at the end.
     *
     * @throws BlossomException.Unreachable if the body breaks off or stalls
     */
    Optional<ByteBuffer> next() {
        while (unread.isEmpty() && !ended) {
            switch (await()) {
                case Arrival.Pieces(List<ByteBuffer> buffers) -> {
                    unread.addAll(buffers);
                    requestOne();
                }
                case Arrival.Failure(Throwable cause) ->
                    throw new BlossomException.Unreachable(
                            "%s broke off its answer: %s".formatted(url, Causes.ofBody(cause)), cause);
                case Arrival.End() -> ended = true;
            }
        }
        return Optional.ofNullable(unread.poll());
    }

    /**
     * The whole body as text.
     *
     * @throws BlossomException.BadAnswer if it is longer
     * @throws BlossomException.Unreachable if it breaks off, stalls, or takes longer than {@code timeLimit}
     */
    String text(int maxBytes, Duration timeLimit) {
        long begun = System.nanoTime();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Optional<ByteBuffer> piece = next(); piece.isPresent(); piece = next()) {
            byte[] bytes = new byte[piece.get().remaining()];
            piece.get().get(bytes);
            text.writeBytes(bytes);
            if (text.size() > maxBytes) {
                throw new BlossomException.BadAnswer(
                        "%s answered with more than %d bytes".formatted(url, maxBytes), null);
            }
            if (System.nanoTime() - begun > timeLimit.toNanos()) {
                throw new BlossomException.Unreachable(
                        "%s took more than %d s for its answer".formatted(url, timeLimit.toSeconds()), null);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Gives up what has not come yet. Does nothing after the end. */
    @Override
    public void close() {
        closed = true;
        cancel();
    }

    private void requestOne() {
        Flow.Subscription source = subscription;
        if (source != null) {
            source.request(1);
        }
    }

    private void cancel() {
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
    }

    private Arrival await() {
        try {
            @Nullable Arrival arrival = arrivals.poll(stallLimit.toNanos(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new BlossomException.Unreachable(
                        "%s stalled: no byte for %d s".formatted(url, stallLimit.toSeconds()), null);
            }
            return arrival;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlossomException.Interrupted("interrupted while reading from " + url, e);
        }
    }

    @Override
    public CompletionStage<ArrivingBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription one) {
        subscription = one;
        if (closed) {
            cancel();
        } else {
            requestOne();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(new Arrival.Pieces(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        arrivals.add(new Arrival.Failure(cause));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival.End());
    }
}
