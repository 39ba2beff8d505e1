package dev.bluebell.database;

import java.util.List;

/**
 * A thread that answers requests on a session of its own. It is a platform thread, because a call of SQLite's driver would
 * hold a virtual thread's carrier.
 */
abstract class Worker {

    private final RequestQueue queue;
    private final int grouped;
    private final Thread thread;
    final Session session;
    final Failures failures;

    /**
     * Makes the worker; {@link #start} lets it run.
     *
     * @param grouped how many requests {@link #answer} takes at a time
     */
    Worker(String name, RequestQueue queue, int grouped, Session session, Failures failures) {
        this.queue = queue;
        this.grouped = grouped;
        this.session = session;
        this.failures = failures;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Runs all of these requests and answers each. */
    abstract void answer(List<Request<?>> requests);

    final void start() {
        thread.start();
    }

    final boolean isCurrentThread() {
        return thread.equals(Thread.currentThread());
    }

    /** Waits for the thread to end, which it does when its queue is closed and empty, and closes the session. */
    final void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // to go now would close the session under the thread
            }
        }
        session.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Request<?>> requests = queue.take(grouped);
        while (!requests.isEmpty()) {
            answer(requests);
            requests = queue.take(grouped);
        }
    }
}
