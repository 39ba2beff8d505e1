package dev.bluebell.bluesky.xrpc;

import java.time.Duration;

/**
 * How often and how long a client asks again after what may pass: a lost connection, a time-out, too many requests (429), a
 * server or gateway in trouble (500, 502, 503, 504, and 520 to 524 of a common one). Pauses double from one try to the next;
 * each is cut by chance to between half and all of that, so that clients do not come back all at once.
 *
 * <p>A server that says how long to wait ({@code Retry-After}, or {@code RateLimit-Reset} with 429) is never asked earlier;
 * if that is longer than {@code longestPause}, it is not asked again.
 *
 * @param tries how often to ask in all, at least 1
 * @param firstPause about how long to wait before the second try
 * @param longestPause never longer than that
 * @param within no try begins later than this after the first failure
 */
public record RetryPolicy(int tries, Duration firstPause, Duration longestPause, Duration within) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no try, or a time is negative
     */
    public RetryPolicy {
        if (tries < 1) {
            throw new IllegalArgumentException("there must be at least one try, not " + tries);
        }
        if (firstPause.isNegative() || longestPause.isNegative() || within.isNegative()) {
            throw new IllegalArgumentException("a pause cannot be negative");
        }
    }

    /** 4 tries, with pauses from half a second to a minute, within 5 minutes. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(4, Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    /** One try, and no other. */
    public static RetryPolicy none() {
        return new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}
