package dev.bluebell.bluesky.jetstream;

import java.time.Duration;

/**
 * How patient a subscription is.
 *
 * @param mostCharacters of one event; longer ones end a connection
 * @param stall without any sign of life a connection is given up after that time; half-way the server is asked for one
 * @param firstPause before connecting again after a first failure; doubled with each further one, cut by chance
 * @param longestPause never longer than that
 * @param saveEvery how often the position is saved while events come; so much may come twice after a crash
 * @param overlap how far before its position a subscription begins again after a lost connection
 * @param remembered of how many events it is known that they came, to hand over none twice within the overlap
 */
public record JetstreamLimits(
        int mostCharacters,
        Duration stall,
        Duration firstPause,
        Duration longestPause,
        Duration saveEvery,
        Duration overlap,
        int remembered) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a size or the stall time is not more than nothing, or another time is negative
     */
    public JetstreamLimits {
        if (mostCharacters <= 0 || stall.toMillis() <= 0 || remembered <= 0) {
            throw new IllegalArgumentException("a limit must be more than nothing");
        }
        if (firstPause.isNegative() || longestPause.isNegative() || saveEvery.isNegative() || overlap.isNegative()) {
            throw new IllegalArgumentException("a time cannot be negative");
        }
    }

    /** Events of 1 MiB, 30 s without life, pauses from 0.5 s to a minute, saved every second, 5 s overlap, 50,000 events. */
    public static JetstreamLimits defaults() {
        return new JetstreamLimits(
                1 << 20,
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                50_000);
    }
}
