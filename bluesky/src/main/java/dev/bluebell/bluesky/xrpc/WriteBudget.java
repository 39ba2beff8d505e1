package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.PointLimit;
import dev.bluebell.bluesky.log.PointUse;
import dev.bluebell.bluesky.log.Reservation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How much an account may write: counted from the call log, as servers do not say how much is left. Thread-safe.
 *
 * @param limits how many points within which times
 * @param mode what becomes of a call for which there is no room
 * @param clock where the time comes from
 * @param sleeper waits for room
 */
public record WriteBudget(List<PointLimit> limits, Mode mode, InstantSource clock, Sleeper sleeper) {

    /** What becomes of a call for which there is no room. */
    public enum Mode {
        /** It fails with {@link BlueskyException.OverBudget}. */
        FAIL,
        /** It waits until there is room. */
        WAIT
    }

    /** What Bluesky's servers allow. */
    public static final List<PointLimit> BLUESKY =
            List.of(new PointLimit(Duration.ofHours(1), 5000), new PointLimit(Duration.ofDays(1), 35_000));

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");
    private static final double NEARLY_ALL = 0.95;

    /** Copies the list. */
    public WriteBudget {
        limits = List.copyOf(limits);
    }

    /**
     * Stores a call before it is sent.
     *
     * @return its row
     * @throws BlueskyException.OverBudget if there is no room for it
     */
    long reserve(CallLog log, CallBegun call) {
        CallBegun now = call;
        while (true) {
            switch (log.reserve(now, limits)) {
                case Reservation.Granted(long id, List<PointUse> use) -> {
                    use.forEach(one -> warn(call, one));
                    return id;
                }
                case Reservation.Denied denied -> {
                    if (mode == Mode.FAIL
                            || call.points() > denied.use().limit().points()) {
                        throw over(call, denied);
                    }
                    awaitRoom(denied);
                    now = call.at(clock.instant());
                }
            }
        }
    }

    private void awaitRoom(Reservation.Denied denied) {
        Duration left = Duration.between(clock.instant(), denied.freeAt());
        try {
            sleeper.sleep(left.isNegative() ? Duration.ZERO : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueskyException.Interrupted("interrupted while waiting for room in the write budget", e);
        }
    }

    private static BlueskyException over(CallBegun call, Reservation.Denied denied) {
        PointUse use = denied.use();
        return new BlueskyException.OverBudget(
                "%s needs %d points, and %d of %d of the last %d h are spent; there is room at %s"
                        .formatted(
                                call.endpoint(),
                                call.points(),
                                use.used(),
                                use.limit().points(),
                                use.limit().window().toHours(),
                                denied.freeAt()),
                denied.freeAt());
    }

    private static void warn(CallBegun call, PointUse use) {
        boolean crossed = use.share() > NEARLY_ALL
                && (double) (use.used() - call.points()) / use.limit().points() <= NEARLY_ALL;
        if (crossed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Over 95% of the {0}-hour write budget is used: {1} of {2} points",
                    use.limit().window().toHours(),
                    use.used(),
                    use.limit().points());
        }
    }
}
