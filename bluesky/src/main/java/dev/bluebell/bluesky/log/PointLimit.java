package dev.bluebell.bluesky.log;

import java.time.Duration;

/**
 * How many points an account may spend within a time.
 *
 * @param window the time, ending now; at most {@link #LONGEST}
 * @param points how many, at most
 */
public record PointLimit(Duration window, int points) {

    /** Points that were spent longer ago count no more. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not more than nothing, or the time is too long
     */
    public PointLimit {
        if (!window.isPositive() || window.compareTo(LONGEST) > 0 || points <= 0) {
            throw new IllegalArgumentException("a limit needs a time of at most a day and a number of points");
        }
    }
}
