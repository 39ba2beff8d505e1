package dev.bluebell.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Database} does, on the tables of {@link Notes}. */
abstract class DatabaseContract {

    Database database;

    /** A database with the tables of {@link Notes} and nothing in them. */
    abstract Database open(DatabaseLimits limits);

    @BeforeEach
    void openDatabase() {
        database = open(DatabaseLimits.defaults());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void givesBackWhatTheWorkAnswers() {
        assertThat(database.write(Notes.add("one"))).isEqualTo(1);
        assertThat(database.read(Notes::all)).containsExactly("one");
    }

    @Test
    void writesWithoutWaitingForTheDisk() {
        assertThat(database.writeUnsynced(Notes.add("one"))).isEqualTo(1);
        assertThat(database.write(Notes.add("two"))).isEqualTo(1);
        assertThat(database.writeUnsynced(Notes.add("three"))).isEqualTo(1);

        assertThatThrownBy(() -> database.writeUnsynced(Notes.add("one"))).isInstanceOf(DatabaseException.Failed.class);
        assertThat(database.read(Notes::all)).containsExactly("one", "three", "two");
    }

    @Test
    void undoesAllOfATransactionThatFails() {
        RuntimeException own = new IllegalArgumentException("changed my mind");

        assertThatThrownBy(() -> database.write(handle -> {
                    Notes.add(handle, "one", 1);
                    throw own;
                }))
                .isSameAs(own);
        assertThat(database.read(Notes::all)).isEmpty();
    }

    @Test
    void passesOnErrorsToo() {
        Error own = new AssertionError("not what was expected");

        assertThatThrownBy(() -> database.write(handle -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThat(database.write(Notes.add("still writing"))).isEqualTo(1);
    }

    @Test
    void saysThatAStatementFailedButNotWithWhichValues() {
        database.write(Notes.add("secret"));

        assertThatExceptionOfType(DatabaseException.Failed.class)
                .isThrownBy(() -> database.write(Notes.add("secret")))
                .withMessageContaining("INSERT INTO note")
                .withMessageNotContaining("secret");
    }

    @Test
    void failsInAGroupOnlyTheRequestThatFailed() throws Throwable {
        RuntimeException own = new IllegalArgumentException("changed my mind");
        List<Caller> good = new ArrayList<>();
        CountDownLatch latch = new CountDownLatch(1);
        Caller first = Caller.blocking(database, latch);
        good.add(Caller.waiting(database, Notes.add("a")));
        Caller bad = Caller.waiting(database, handle -> {
            Notes.add(handle, "bad", 1);
            throw own;
        });
        good.add(Caller.waiting(database, Notes.add("b")));
        Caller twice = Caller.waiting(database, Notes.add("a"));
        good.add(Caller.waiting(database, Notes.add("c")));
        latch.countDown();

        assertThat(first.answer()).isZero();
        assertThatThrownBy(bad::answer).isSameAs(own);
        assertThatThrownBy(twice::answer).isInstanceOf(DatabaseException.Failed.class);
        for (Caller caller : good) {
            assertThat(caller.answer()).isEqualTo(1);
        }
        assertThat(database.read(Notes::all)).containsExactly("a", "b", "c");
    }

    @Test
    void failsTheOneWhoseCommitFails() {
        assertThatThrownBy(() -> database.write(Notes.addWithoutAuthor("orphan")))
                .isInstanceOf(DatabaseException.Failed.class);

        assertThat(database.write(Notes.add("still writing"))).isEqualTo(1);
        assertThat(database.read(Notes::all)).containsExactly("still writing");
    }

    @Test
    void keepsAllOfManyConcurrentWrites() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2000; i++) {
                String text = "note " + i;
                answers.add(callers.submit(() -> database.write(Notes.add(text))));
            }
        }

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(1);
        }
        assertThat(database.read(Notes::all)).hasSize(2000);
    }

    @Test
    void holdsCallersWhileTooManyWait() throws Throwable {
        try (Database narrow =
                open(new DatabaseLimits(1, 1, 1, DatabaseLimits.defaults().lockTimeout()))) {
            CountDownLatch latch = new CountDownLatch(1);
            Caller.blocking(narrow, latch);
            Caller queued = Caller.waiting(narrow, Notes.add("a"));
            Caller held = Caller.waiting(narrow, Notes.add("b"));
            latch.countDown();

            assertThat(queued.answer()).isEqualTo(1);
            assertThat(held.answer()).isEqualTo(1);
        }
    }

    @Test
    void readsOneStateHoweverOftenItAsks() {
        database.write(Notes.add("one"));

        List<String> second = database.read(handle -> {
            Notes.all(handle);
            try (var other = Executors.newSingleThreadExecutor()) {
                other.execute(() -> database.write(Notes.add("two")));
            }
            return Notes.all(handle);
        });

        assertThat(second).containsExactly("one");
        assertThat(database.read(Notes::all)).containsExactly("one", "two");
    }

    @Test
    void refusesToWriteWhereItShouldRead() {
        assertThatThrownBy(() -> database.read(Notes.add("smuggled"))).isInstanceOf(DatabaseException.class);
        assertThat(database.read(Notes::all)).isEmpty();
    }

    @Test
    void goesOnReadingAfterAFailedRead() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> database.read(handle -> handle.execute("SELECT nonsense")))
                    .isInstanceOf(DatabaseException.Failed.class);
        }
        assertThat(database.read(Notes::all)).isEmpty();
    }

    @Test
    void refusesATransactionThatWaitsForAnother() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.write(handle -> database.write(Notes.add("inner"))))
                .withMessageContaining("must not wait");
    }

    @Test
    void setsTheInterruptFlagAgain() throws Throwable {
        CountDownLatch latch = new CountDownLatch(1);
        Caller first = Caller.blocking(database, latch);
        boolean[] flag = new boolean[1];
        Thread interrupted = Thread.ofPlatform().unstarted(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> database.write(Notes.add("x"))).isInstanceOf(DatabaseException.Interrupted.class);
            flag[0] = Thread.currentThread().isInterrupted();
        });
        interrupted.start();
        interrupted.join();
        latch.countDown();

        assertThat(first.answer()).isZero();
        assertThat(flag[0]).isTrue();
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        CountDownLatch latch = new CountDownLatch(1);
        Caller.blocking(database, latch);
        Caller waiting = Caller.waiting(database, Notes.add("x"));
        waiting.interrupt();

        assertThatThrownBy(waiting::answer).isInstanceOf(DatabaseException.Interrupted.class);
        latch.countDown();
    }

    @Test
    void answersThoseWhoWaitWhenItIsClosed() throws Throwable {
        CountDownLatch latch = new CountDownLatch(1);
        Caller.blocking(database, latch);
        Caller waiting = Caller.waiting(database, Notes.add("in time"));
        Thread closing = Thread.ofPlatform().start(database::close);
        Throwable late = null;
        while (!(late instanceof DatabaseException.Closed)) { // reads are not held up: they tell when the closing began
            late = catchThrowable(() -> database.read(Notes::all));
        }
        latch.countDown();
        closing.join();

        assertThat(waiting.answer()).isEqualTo(1);
    }

    @Test
    void refusesWorkAfterItWasClosed() {
        database.close();
        database.close();

        assertThatThrownBy(() -> database.write(Notes.add("late"))).isInstanceOf(DatabaseException.Closed.class);
        assertThatThrownBy(() -> database.read(Notes::all)).isInstanceOf(DatabaseException.Closed.class);
    }
}
