package dev.bluebell.server.media;

import dev.bluebell.server.BodyException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads for work that keeps a processor busy, and a short queue in front of them. They are threads of the system:
 * on a virtual one such work would keep other requests from their processor. Thread-safe.
 */
public final class Workshop implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    /** How long a stop waits for work that does not heed interruption, as that on pictures. */
    private static final long STOP_SECONDS = 30;

    private final ThreadPoolExecutor workers;

    /**
     * A workshop where nothing is done yet.
     *
     * @param atOnce how many jobs are done at once, 1 or more
     * @param waiting how many may wait, 1 or more
     */
    public Workshop(int atOnce, int waiting) {
        workers = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("media-", 1).factory());
        workers.allowCoreThreadTimeOut(true);
    }

    /** Whether a job that came now would be refused. */
    public boolean isFull() {
        return workers.getQueue().remainingCapacity() == 0;
    }

    /**
     * Takes a job.
     *
     * @param work what to do; it is interrupted when it is given up
     * @return the job, or empty if there is no place for it
     */
    public Optional<Job> take(Callable<Product> work) {
        Job job = new Job(work);
        try {
            workers.execute(job);
            return Optional.of(job);
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    /** Gives up all jobs, and waits until nobody works any more. */
    @Override
    public void close() {
        workers.shutdownNow().forEach(waiting -> ((Job) waiting).cancel(true));
        try {
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger("bluebell.server")
                        .log(System.Logger.Level.WARNING, "work on a picture or video goes on while the server stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work that waits, is being done, or is over. */
    public final class Job extends FutureTask<Product> {

        private Job(Callable<Product> work) {
            super(work);
        }

        /** Nobody wants the result any more: the place in the queue is free at once, a worker as soon as it can stop. */
        public void giveUp() {
            cancel(true);
            workers.remove(this);
        }

        @Override
        protected void set(Product made) {
            super.set(made);
            if (isCancelled()) {
                made.close();
            }
        }

        /**
         * Waits for the result, which is the caller's to close.
         *
         * @throws BodyException.CutOff if the job was given up
         * @throws RuntimeException what the work has thrown
         */
        public Product await() {
            try {
                return get();
            } catch (CancellationException e) {
                throw new BodyException.CutOff("given up: nobody waits for it, or the server stops");
            } catch (InterruptedException e) {
                giveUp();
                Thread.currentThread().interrupt();
                throw new BodyException.CutOff("the server stops");
            } catch (ExecutionException e) {
                if (workers.isShutdown()) {
                    throw new BodyException.CutOff("the server stops");
                }
                throw unchecked(e);
            }
        }

        private static RuntimeException unchecked(ExecutionException failure) {
            return switch (failure.getCause()) {
                case RuntimeException known -> known;
                case Error error -> throw error;
                case null, default -> new IllegalStateException("the work on a file failed", failure);
            };
        }
    }
}
