package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.BlueskyException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a thread of its own what need not be written at once, much of it in one transaction. It waits a little for more
 * to come; where too much waits already, callers are held. What cannot be written is tried once more and then given up, with
 * a line in the log of the program. Thread-safe.
 */
final class LateWriter implements AutoCloseable {

    /** What to do in a transaction. */
    interface Work extends Consumer<CallRows> {}

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    private static final int MOST_WAITING = 4096;
    private static final int MOST_AT_ONCE = 512;
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Consumer<List<Work>> transaction;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Work> waiting = new ArrayDeque<>();
    private int underWay;
    private int hurried;
    private boolean closed;
    private @Nullable Thread thread;

    /** Writes through {@code transaction}, which does all of it or fails. */
    LateWriter(Consumer<List<Work>> transaction) {
        this.transaction = transaction;
    }

    /** Takes work, once there is room for it. An interrupted thread may wait too: what has been done has to be logged. */
    void add(Work work) {
        lock.lock();
        try {
            while (waiting.size() >= MOST_WAITING) {
                changed.awaitUninterruptibly();
            }
            waiting.add(work);
            closed = false;
            if (thread == null) {
                thread = Thread.ofPlatform()
                        .daemon()
                        .name("bluebell-bluesky-log")
                        .start(this::run);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that was added before is written.
     *
     * @throws BlueskyException.Interrupted if the thread is interrupted meanwhile
     */
    void flush() {
        lock.lock();
        try {
            hurried++;
            changed.signalAll();
            while (!waiting.isEmpty() || underWay > 0) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueskyException.Interrupted("interrupted while waiting for the log of calls", e);
        } finally {
            hurried--;
            lock.unlock();
        }
    }

    /** Waits until all is written, however long it takes, and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (thread != null) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<Work> batch = take();
        while (!batch.isEmpty()) {
            write(batch);
            batch = take();
        }
    }

    /** Empty when there will be no more, and then the thread is forgotten. */
    private List<Work> take() {
        lock.lock();
        try {
            underWay = 0;
            changed.signalAll();
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            linger();
            List<Work> batch = new ArrayList<>();
            while (batch.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            underWay = batch.size();
            if (batch.isEmpty()) {
                thread = null;
            }
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void linger() {
        long left = LINGER_NANOS;
        try {
            while (left > 0 && waiting.size() < MOST_AT_ONCE && hurried == 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody does, it only writes at once.
        }
    }

    private void write(List<Work> batch) {
        try {
            transaction.accept(batch);
        } catch (RuntimeException first) {
            try {
                transaction.accept(batch);
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} calls went well, but could not be logged: {1}",
                        Integer.toString(batch.size()),
                        e.getMessage());
            }
        }
    }
}
