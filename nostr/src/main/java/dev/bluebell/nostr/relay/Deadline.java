package dev.bluebell.nostr.relay;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * By when something must be done.
 *
 * @param nanoTime on the clock of {@link System#nanoTime}
 */
record Deadline(long nanoTime) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Later than anybody waits. */
    static final Deadline NEVER = in(LONGEST);

    /** So long from now on. */
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos());
    }

    /** This one, or so long from now on, whichever is sooner. */
    Deadline butWithin(Duration time) {
        Deadline other = in(time);
        return other.nanosLeft() < nanosLeft() ? other : this;
    }

    /** What is left; nothing or less means that it is too late. */
    long nanosLeft() {
        return nanoTime - System.nanoTime();
    }

    /**
     * Waits for a value that fails with nothing but a lost connection.
     *
     * @throws TimeoutException if it is not there in time
     */
    <T> T await(Future<T> value) throws ConnectionLost, InterruptedException, TimeoutException {
        try {
            return value.get(nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectionLost lost) {
                throw new ConnectionLost(lost.reason());
            }
            throw new IllegalStateException("a bug, not the relay", e);
        }
    }
}
