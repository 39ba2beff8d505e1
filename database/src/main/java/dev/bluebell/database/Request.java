package dev.bluebell.database;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Handle;

/** A transaction that somebody waits for. It is run first and answered later, when its commit is known to be good. */
final class Request<T> {

    private final Transaction<T> work;
    private final boolean synced;
    private final CompletableFuture<T> promise = new CompletableFuture<>();
    private Runnable outcome = () -> {};
    private boolean failed;

    Request(Transaction<T> work) {
        this(work, true);
    }

    private Request(Transaction<T> work, boolean synced) {
        this.work = work;
        this.synced = synced;
    }

    /** One whose commit need not be on the disk when it is answered. */
    static <T> Request<T> unsynced(Transaction<T> work) {
        return new Request<>(work, false);
    }

    /** Whether its commit has to be on the disk when it is answered. */
    boolean isSynced() {
        return synced;
    }

    /**
     * Runs the work and keeps its outcome back.
     *
     * @return the failure, if it failed
     */
    Optional<Throwable> run(Handle handle, Failures failures) {
        try {
            T value = work.run(handle);
            outcome = () -> promise.complete(value);
            return Optional.empty();
        } catch (Throwable e) { // whatever it is, it belongs to the caller and must not end the database's thread
            Throwable failure = failures.translate(e);
            outcome = () -> promise.completeExceptionally(failure);
            failed = true;
            return Optional.of(failure);
        }
    }

    /** Lets the caller go on with the outcome. */
    void answer() {
        outcome.run();
    }

    /** Lets the caller go on with its own failure or, where it had none or was not run, with this one. */
    void fail(DatabaseException failure) {
        if (failed) {
            answer();
        } else {
            promise.completeExceptionally(failure);
        }
    }

    /** Blocks until the answer. */
    T await() throws InterruptedException {
        try {
            return promise.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException("a transaction threw a checked exception", e);
            }
        }
    }
}
