package dev.bluebell.bluesky.log;

import java.time.Duration;

/**
 * How many points an account may spend within a time.
 *
 * @param window the time, ending now
 * @param points how many, at most
 */
public record PointLimit(Duration window, int points) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not more than nothing
     */
    public PointLimit {
        if (window.toNanos() <= 0 || points <= 0) {
            throw new IllegalArgumentException("a limit needs a time and a number of points");
        }
    }
}
