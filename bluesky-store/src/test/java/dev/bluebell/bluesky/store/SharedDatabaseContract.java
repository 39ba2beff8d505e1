package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.log.CallQuery;
import dev.bluebell.bluesky.log.CallRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several processes can count on that share a database. */
abstract class SharedDatabaseContract {

    private static final int OPENERS = 8;

    @SuppressWarnings("NullAway.Init") // JUnit does.
    Place place;

    /** An empty place. */
    abstract Place place();

    @BeforeEach
    void choose() {
        place = place();
    }

    private static String line(Process child) throws IOException {
        try (BufferedReader output = child.inputReader()) {
            return String.valueOf(output.readLine());
        }
    }

    @Test
    void makesTheTablesOnceThoughAllOpenItAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            Place fresh = place();
            CyclicBarrier all = new CyclicBarrier(OPENERS);
            Callable<Integer> opener = () -> {
                all.await();
                try (BlueskyDatabase database = fresh.open()) {
                    return database.log().recent(CallQuery.newest(1)).size();
                }
            };

            try (var threads = Executors.newFixedThreadPool(OPENERS)) {
                for (Future<Integer> opened : threads.invokeAll(Collections.nCopies(OPENERS, opener))) {
                    assertThat(opened.get()).isZero();
                }
            }
        }
    }

    @Test
    void givesNoPointsTwiceToTwoProcesses() throws Exception {
        place.open().close();
        List<Process> children = new ArrayList<>();
        List<BufferedReader> said = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Process child = Child.start(List.of(), "spend", place.url());
            children.add(child);
            said.add(child.inputReader());
        }
        for (BufferedReader one : said) {
            assertThat(one.readLine()).isEqualTo("ready");
        }
        for (Process child : children) {
            child.outputWriter().append('\n').flush();
        }

        int granted = 0;
        for (BufferedReader one : said) {
            granted += Integer.parseInt(one.readLine());
        }

        assertThat(granted).isEqualTo(Child.ACCOUNTS);
        for (Process child : children) {
            assertThat(child.waitFor()).isZero();
        }
    }

    @Test
    void keepsTheRowAndThePointsOfACallInWhichTheProcessWasKilled() throws Exception {
        Process child = Child.start(List.of(), "reserve", place.url());
        long row = Long.parseLong(line(child));
        child.destroyForcibly().waitFor();

        try (BlueskyDatabase database = place.open()) {
            CallRow left = database.log().recent(CallQuery.newest(1)).getFirst();

            assertThat(left.id()).isEqualTo(row);
            assertThat(left.ended()).isEmpty();
            assertThat(database.log().pointsSince(Child.ALICE, Child.NOON.minusSeconds(1)))
                    .isEqualTo(3);
        }
    }

    /** pysky wrote the time of its machine, and compared it with that of Greenwich. */
    @Test
    void defect03_countsThePointsOfProcessesInOtherTimeZones() throws Exception {
        for (String zone : List.of("America/New_York", "Asia/Kolkata", "Pacific/Auckland")) {
            Process child = Child.start(List.of("env", "TZ=" + zone), "reserve", place.url());
            assertThat(line(child)).isNotEqualTo("null");
            child.destroyForcibly().waitFor();
        }

        try (BlueskyDatabase database = place.open()) {
            assertThat(database.log().pointsSince(Child.ALICE, Child.NOON.minusMillis(1)))
                    .isEqualTo(9);
            assertThat(database.log().pointsSince(Child.ALICE, Child.NOON)).isZero();
            assertThat(database.log().recent(CallQuery.newest(3)))
                    .allSatisfy(row -> assertThat(row.begun().time()).isEqualTo(Child.NOON));
        }
    }

    @Test
    void losesNoCallWhenItIsClosed() {
        try (BlueskyDatabase database = place.open()) {
            for (int i = 0; i < 5000; i++) {
                database.log().writeSoon(Child.call(0), Child.ended());
            }
        }

        assertThat(place.rows("SELECT count(*) FROM bsky_api_call_log")).containsExactly("5000");
    }

    @Test
    void storesSessionsForTheOthersAtOnce() {
        try (BlueskyDatabase one = place.open();
                BlueskyDatabase two = place.open()) {
            assertThat(one.sessions().tryLease("alice", "one", Child.NOON, Child.NOON.plusSeconds(60)))
                    .isTrue();
            assertThat(two.sessions().tryLease("alice", "two", Child.NOON, Child.NOON.plusSeconds(60)))
                    .isFalse();
        }
    }
}
