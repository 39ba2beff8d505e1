package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlossomException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The same work for many items, some at a time, each on a virtual thread. */
final class Parallel {

    private Parallel() {}

    /**
     * Works until all is done. An item is taken only when there is room for it. If work fails, no more items are taken,
     * what was begun is ended, and the first failure is thrown.
     *
     * @throws BlossomException.Interrupted if the calling thread is interrupted; all work is then interrupted too
     */
    static <T> void each(Iterator<T> items, int atOnce, Consumer<T> work) {
        Semaphore room = new Semaphore(atOnce);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (failure.get() == null && items.hasNext()) {
                take(room, threads);
                if (failure.get() != null) {
                    break;
                }
                T item = items.next();
                threads.execute(() -> {
                    try {
                        work.accept(item);
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        room.release();
                    }
                });
            }
        }
        rethrow(failure.get());
    }

    /** The results in the order of the items, which must differ. */
    static <T, R> List<R> map(List<T> items, int atOnce, Function<T, R> work) {
        Map<T, R> results = new ConcurrentHashMap<>();
        each(items.iterator(), atOnce, item -> results.put(item, work.apply(item)));
        return items.stream()
                .map(item -> Objects.requireNonNull(results.get(item)))
                .toList();
    }

    private static void take(Semaphore room, ExecutorService threads) {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new BlossomException.Interrupted("interrupted while several servers were asked", e);
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
