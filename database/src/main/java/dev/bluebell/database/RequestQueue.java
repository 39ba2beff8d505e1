package dev.bluebell.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Requests in the order they came, with a limit. Closed, it takes no more, but gives out what it has. */
final class RequestQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Queue<Request<?>> waiting = new ArrayDeque<>();
    private final int limit;
    private boolean closed;

    RequestQueue(int limit) {
        this.limit = limit;
    }

    /**
     * Waits for room, then adds the request.
     *
     * @return whether it was added; false once the queue is closed
     */
    boolean put(Request<?> request) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && waiting.size() >= limit) {
                notFull.await();
            }
            if (closed) {
                return false;
            }
            waiting.add(request);
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a request, then takes all that wait, at most {@code limit}. Empty means: closed, and none will come. */
    List<Request<?>> take(int limit) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            List<Request<?>> taken = new ArrayList<>();
            while (taken.size() < limit && !waiting.isEmpty()) {
                taken.add(waiting.remove());
                notFull.signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
