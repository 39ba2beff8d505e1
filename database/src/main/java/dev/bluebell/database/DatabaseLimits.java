package dev.bluebell.database;

import java.time.Duration;

/**
 * How much a {@link Database} takes on at once.
 *
 * @param readers threads, each with a connection, that run reads: 1 or more
 * @param waiting requests that may wait in each of the two queues, for reading and for writing; further callers are held
 *     until there is room: 1 or more
 * @param grouped writes that one commit may carry: 1 or more
 * @param lockTimeout how long to wait for another process that holds locked what is needed
 */
public record DatabaseLimits(int readers, int waiting, int grouped, Duration lockTimeout) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is below 1 or the duration is negative
     */
    public DatabaseLimits {
        if (readers < 1 || waiting < 1 || grouped < 1 || lockTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "limits must be positive: readers %d, waiting %d, grouped %d, lock timeout %s"
                            .formatted(readers, waiting, grouped, lockTimeout));
        }
    }

    /** A reader for each processor, but 2 to 4; 1024 waiting; 256 writes in a commit; 5 seconds for a lock. */
    public static DatabaseLimits defaults() {
        int readers = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
        return new DatabaseLimits(readers, 1024, 256, Duration.ofSeconds(5));
    }
}
