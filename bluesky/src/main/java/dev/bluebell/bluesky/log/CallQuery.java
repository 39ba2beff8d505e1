package dev.bluebell.bluesky.log;

import java.time.Instant;

/**
 * Which calls of the log are wanted, the newest first.
 *
 * @param failedOnly whether only those that failed
 * @param since not those before that time
 * @param limit how many at most: 1 or more
 */
public record CallQuery(boolean failedOnly, Instant since, int limit) {

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public CallQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + limit);
        }
    }

    /** The newest calls, whatever became of them. */
    public static CallQuery newest(int limit) {
        return new CallQuery(false, Instant.EPOCH, limit);
    }

    /** Of those only the ones that failed. */
    public CallQuery failed() {
        return new CallQuery(true, since, limit);
    }

    /** Of those only the ones from that time on. */
    public CallQuery since(Instant time) {
        return new CallQuery(failedOnly, time, limit);
    }
}
