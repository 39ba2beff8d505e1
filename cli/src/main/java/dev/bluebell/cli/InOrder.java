package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works on several items at once, each on a virtual thread, and hands on what comes of them in their order. */
final class InOrder {

    private InOrder() {}

    /**
     * Returns when all is done and handed on. The first failure ends everything.
     *
     * @param done called on the calling thread
     * @throws BlossomException.Interrupted if the calling thread is interrupted
     */
    static <T, R> void each(List<T> items, int atOnce, Function<T, R> work, Consumer<R> done) {
        Queue<Future<R>> begun = new ArrayDeque<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (T item : items) {
                    if (begun.size() == atOnce) {
                        done.accept(result(begun.remove()));
                    }
                    begun.add(threads.submit(() -> work.apply(item)));
                }
                while (!begun.isEmpty()) {
                    done.accept(result(begun.remove()));
                }
            } finally {
                threads.shutdownNow(); // what is left then is not wanted any more
            }
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlossomException.Interrupted("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }
}
