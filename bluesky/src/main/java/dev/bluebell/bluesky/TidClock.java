package dev.bluebell.bluesky;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Makes TIDs, each later than all that it has made before, also when the clock is set back. Thread-safe. */
public final class TidClock {

    private final InstantSource clock;
    private final int number;
    private final AtomicLong last = new AtomicLong();

    /**
     * A clock with a number of its own, so that two processes seldom make the same TID.
     *
     * @param clock where the time comes from
     * @param random gives the number
     */
    public TidClock(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.number = random.nextInt(Tid.CLOCKS);
    }

    /** The next one. */
    public Tid next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return Tid.of(last.updateAndGet(before -> Math.max(before + 1, now)), number);
    }
}
