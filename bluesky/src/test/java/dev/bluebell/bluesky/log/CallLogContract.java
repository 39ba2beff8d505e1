package dev.bluebell.bluesky.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log of calls does. */
public abstract class CallLogContract {

    protected static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    protected static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    protected static final Did BOB = new Did("did:web:bob.example");

    private static final Nsid CREATE = new Nsid("com.atproto.repo.createRecord");
    private static final PointLimit HOUR = new PointLimit(Duration.ofHours(1), 10);
    private static final PointLimit DAY = new PointLimit(Duration.ofDays(1), 15);

    @SuppressWarnings("NullAway.Init") // JUnit does.
    protected CallLog log;

    /** A log with nothing in it. */
    protected abstract CallLog open();

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    protected static CallBegun call(int points) {
        return call(ALICE, points, NOON);
    }

    protected static CallBegun call(Did account, int points, Instant time) {
        return new CallBegun(
                time,
                "pds.example",
                CREATE,
                Optional.of(account),
                "POST",
                "{\"a\":1}",
                Optional.empty(),
                Optional.empty(),
                points);
    }

    protected static CallEnded ended() {
        return new CallEnded(
                OptionalInt.of(200),
                Optional.empty(),
                List.of("cid", "uri"),
                Optional.empty(),
                false,
                Duration.ofMillis(12));
    }

    private static CallEnded failed() {
        return new CallEnded(
                OptionalInt.of(400),
                Optional.of(new CallFailure("Refused", "it said no", "{\"error\":\"No\"}")),
                List.of("error"),
                Optional.empty(),
                true,
                Duration.ofMillis(3));
    }

    private static CallBegun page(Optional<Did> account, String host, Optional<String> key, Instant time) {
        return new CallBegun(
                time,
                host,
                new Nsid("com.atproto.repo.listRecords"),
                account,
                "GET",
                "{}",
                key,
                Optional.of("before"),
                0);
    }

    private static CallEnded pageEnded(String cursor) {
        return new CallEnded(
                OptionalInt.of(200),
                Optional.empty(),
                List.of("cursor", "records"),
                Optional.of(cursor),
                false,
                Duration.ofMillis(5));
    }

    private CallRow last() {
        return log.recent(CallQuery.newest(1)).getFirst();
    }

    @Test
    void keepsAllThatACallIs() {
        CallBegun begun =
                page(Optional.of(ALICE), "pds.example:8443", Optional.of("mine"), NOON.plusNanos(123_456_000));

        long id = log.write(begun, pageEnded("after"));

        assertThat(last()).isEqualTo(new CallRow(id, begun, Optional.of(pageEnded("after"))));
    }

    @Test
    void keepsAllThatAFailureIs() {
        CallBegun begun = page(Optional.empty(), "api.example", Optional.empty(), NOON);

        long id = log.write(begun, failed());

        assertThat(last()).isEqualTo(new CallRow(id, begun, Optional.of(failed())));
    }

    @Test
    void keepsAFailureWithoutAnAnswer() {
        CallEnded end = new CallEnded(
                OptionalInt.empty(),
                Optional.of(new CallFailure("Unreachable", "nobody there", "")),
                List.of(),
                Optional.empty(),
                false,
                Duration.ofMillis(3));

        log.write(call(0), end);

        assertThat(last().ended()).contains(end);
    }

    @Test
    void addsToAReservedCallWhatCameOfIt() {
        long id = ((Reservation.Granted) log.reserve(call(3), List.of(HOUR))).id();
        assertThat(last()).isEqualTo(new CallRow(id, call(3), Optional.empty()));

        log.end(id, failed());
        assertThat(last()).isEqualTo(new CallRow(id, call(3), Optional.of(failed())));

        long next = ((Reservation.Granted) log.reserve(call(3), List.of(HOUR))).id();
        log.end(next, ended());
        assertThat(last()).isEqualTo(new CallRow(next, call(3), Optional.of(ended())));
    }

    @Test
    void storesAllThatIsToBeStoredSoon() {
        for (int i = 1; i <= 3000; i++) {
            log.writeSoon(call(ALICE, i, NOON), ended());
        }

        assertThat(log.recent(CallQuery.newest(5000)))
                .hasSize(3000)
                .extracting(row -> row.begun().points())
                .startsWith(3000, 2999)
                .endsWith(1);
    }

    @Test
    void showsTheNewestAndThoseThatFailedAndThoseSince() {
        log.write(call(ALICE, 1, NOON), failed());
        log.write(call(ALICE, 2, NOON.plusSeconds(1)), ended());
        log.write(call(ALICE, 3, NOON.plusSeconds(2)), failed());
        log.write(call(ALICE, 4, NOON.plusSeconds(3)), ended());

        assertThat(points(CallQuery.newest(2))).containsExactly(4, 3);
        assertThat(points(CallQuery.newest(10).failed())).containsExactly(3, 1);
        assertThat(points(CallQuery.newest(10).since(NOON.plusSeconds(1)))).containsExactly(4, 3, 2);
    }

    private List<Integer> points(CallQuery query) {
        return log.recent(query).stream().map(row -> row.begun().points()).toList();
    }

    @Test
    void grantsPointsUpToALimitAndNotBeyond() {
        Reservation seven = log.reserve(call(7), List.of(HOUR, DAY));
        Reservation three = log.reserve(call(ALICE, 3, NOON.plusSeconds(60)), List.of(HOUR, DAY));
        Reservation one = log.reserve(call(ALICE, 1, NOON.plusSeconds(120)), List.of(HOUR, DAY));

        assertThat(((Reservation.Granted) seven).use()).containsExactly(new PointUse(HOUR, 7), new PointUse(DAY, 7));
        assertThat(((Reservation.Granted) three).use()).containsExactly(new PointUse(HOUR, 10), new PointUse(DAY, 10));
        assertThat(one).isEqualTo(new Reservation.Denied(new PointUse(HOUR, 10), NOON.plus(Duration.ofHours(1))));
        assertThat(log.recent(CallQuery.newest(10))).hasSize(2);
    }

    @Test
    void forgetsPointsWhenTheirTimeIsOver() {
        log.reserve(call(10), List.of(HOUR, DAY));
        Instant later = NOON.plus(Duration.ofHours(1));

        assertThat(log.reserve(call(ALICE, 1, later.minusMillis(1)), List.of(HOUR)))
                .isInstanceOf(Reservation.Denied.class);
        assertThat(log.reserve(call(ALICE, 5, later), List.of(HOUR, DAY))).isInstanceOf(Reservation.Granted.class);
        assertThat(log.reserve(call(ALICE, 1, later), List.of(HOUR, DAY)))
                .isEqualTo(new Reservation.Denied(new PointUse(DAY, 15), NOON.plus(Duration.ofDays(1))));
    }

    @Test
    void countsThePointsOfEachAccountAlone() {
        log.reserve(call(ALICE, 10, NOON), List.of(HOUR));

        assertThat(log.reserve(call(BOB, 10, NOON), List.of(HOUR))).isInstanceOf(Reservation.Granted.class);
        assertThat(log.pointsSince(ALICE, NOON.minusSeconds(1))).isEqualTo(10);
        assertThat(log.pointsSince(BOB, NOON.minusSeconds(1))).isEqualTo(10);
        assertThat(log.pointsSince(BOB, NOON)).isZero();
        assertThat(log.pointsSince(new Did("did:web:carol.example"), NOON.minusSeconds(1)))
                .isZero();
    }

    @Test
    void countsThePointsOfCallsThatFailed() {
        long id = ((Reservation.Granted) log.reserve(call(3), List.of(HOUR))).id();
        log.end(id, failed());

        assertThat(log.pointsSince(ALICE, NOON.minusSeconds(1))).isEqualTo(3);
    }

    @Test
    void givesNoPointsTwice() throws InterruptedException, ExecutionException {
        List<Future<Reservation>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                asked.add(threads.submit(() -> log.reserve(call(3), List.of(HOUR))));
            }
        }

        int granted = 0;
        for (Future<Reservation> one : asked) {
            granted += one.get() instanceof Reservation.Granted ? 1 : 0;
        }
        assertThat(granted).isEqualTo(3);
        assertThat(log.pointsSince(ALICE, NOON.minusSeconds(1))).isEqualTo(9);
    }

    @Test
    void removesWhatIsOld() {
        Instant tomorrow = NOON.plus(PointLimit.LONGEST);
        log.write(call(ALICE, 1, NOON), ended());
        log.write(call(ALICE, 2, NOON.plusSeconds(1)), ended());
        log.write(call(ALICE, 3, tomorrow.plusSeconds(2)), ended());

        assertThat(log.prune(tomorrow)).isEqualTo(2);
        assertThat(points(CallQuery.newest(10))).containsExactly(3);
        assertThat(log.prune(tomorrow)).isZero();
    }

    @Test
    void keepsThePointsThatMayCountStill() {
        Instant tomorrow = NOON.plus(PointLimit.LONGEST);
        log.write(call(ALICE, 1, NOON.minusSeconds(1)), ended());
        log.write(call(ALICE, 2, NOON), ended());
        log.write(call(ALICE, 0, NOON.plusSeconds(1)), ended());
        log.write(call(ALICE, 0, tomorrow), ended());

        assertThat(log.prune(tomorrow.plusSeconds(60))).isEqualTo(3);
        assertThat(points(CallQuery.newest(10))).containsExactly(2);
        assertThat(log.pointsSince(ALICE, NOON.minusSeconds(2))).isEqualTo(2);
    }

    @Test
    void keepsTheNewestCursorOfEachKind() {
        log.write(page(Optional.of(ALICE), "a.example", Optional.empty(), NOON), pageEnded("1"));
        log.write(page(Optional.of(ALICE), "a.example", Optional.empty(), NOON), pageEnded("2"));
        log.write(page(Optional.of(BOB), "a.example", Optional.empty(), NOON), pageEnded("3"));
        log.write(page(Optional.empty(), "a.example", Optional.empty(), NOON), pageEnded("4"));
        log.write(page(Optional.of(ALICE), "b.example", Optional.empty(), NOON), pageEnded("5"));
        log.write(page(Optional.of(ALICE), "a.example", Optional.of("key"), NOON), pageEnded("6"));

        assertThat(log.prune(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(log.recent(CallQuery.newest(10)))
                .extracting(
                        row -> row.ended().flatMap(CallEnded::cursorReceived).orElse(""))
                .containsExactly("6", "5", "4", "3", "2");
    }
}
