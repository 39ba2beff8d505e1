package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.NostrException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks several relays at once. Thread-safe. */
final class SeveralCalls implements AutoCloseable {

    /** A question to one relay, which keeps to the deadline by itself. */
    @FunctionalInterface
    interface Call<T> {

        T to(RelayAddress relay) throws InterruptedException;
    }

    /** Only what does not keep to the deadline, such as a signer that asks somebody, is interrupted after this. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("call to a relay").factory());

    /** The answers, in the order of the relays. */
    <T> List<T> each(List<RelayAddress> relays, Call<T> call, Function<RelayAddress, T> tooLate, Deadline deadline) {
        List<Callable<T>> tasks =
                relays.stream().map(relay -> (Callable<T>) () -> call.to(relay)).toList();
        try {
            List<Future<T>> answers =
                    executor.invokeAll(tasks, deadline.nanosLeft() + GRACE.toNanos(), TimeUnit.NANOSECONDS);
            List<T> results = new ArrayList<>();
            for (int i = 0; i < relays.size(); i++) {
                Future<T> answer = answers.get(i);
                results.add(answer.isCancelled() ? tooLate.apply(relays.get(i)) : answer.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bug, not the relay", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NostrException.Interrupted("interrupted while waiting for the relays", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
