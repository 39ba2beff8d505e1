package dev.bluebell.database;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.awaitility.core.ConditionFactory;

/** Somebody who waits for a database in a thread of its own. */
final class Caller {

    private final FutureTask<Integer> task;
    private final Thread thread;

    private Caller(FutureTask<Integer> task) {
        this.task = task;
        this.thread = Thread.ofPlatform().start(task);
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    /** A caller whose work holds up the database until the latch opens. It has begun when this returns. */
    static Caller blocking(Database database, CountDownLatch latch) {
        CountDownLatch begun = new CountDownLatch(1);
        Caller caller = new Caller(new FutureTask<>(() -> database.write(handle -> {
            begun.countDown();
            soon().until(() -> latch.getCount() == 0);
            return 0;
        })));
        soon().until(() -> begun.getCount() == 0);
        return caller;
    }

    /** A caller whose write waits behind a {@link #blocking} one when this returns. */
    static Caller waiting(Database database, Transaction<Integer> work) {
        Caller caller = new Caller(new FutureTask<>(() -> database.write(work)));
        soon().until(() -> caller.thread.getState() == Thread.State.WAITING);
        return caller;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** The answer, or what the call threw. */
    int answer() throws Throwable {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
