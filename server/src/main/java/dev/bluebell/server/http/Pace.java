package dev.bluebell.server.http;

import dev.bluebell.server.BodyException;
import java.time.Duration;

/**
 * Watches how fast a sender is. Only the time spent waiting for it counts, not the time in which the server itself was
 * busy. Not thread-safe.
 */
final class Pace {

    private final long bytesPerWindow;
    private final long window;
    private final long bytesPerSecond;
    private long deadline;
    private long waitedInWindow;
    private long bytesInWindow;
    private long waitedInAll;

    /**
     * A pace to be kept.
     *
     * @param bytesPerSecond the slowest rate, 0 for none
     * @param patience the time over which the rate is judged
     * @param inAll how long all waiting together may take
     */
    Pace(long bytesPerSecond, Duration patience, Duration inAll) {
        this.bytesPerSecond = bytesPerSecond;
        this.window = patience.toNanos();
        this.bytesPerWindow = Math.max(1, Math.round(bytesPerSecond * (patience.toMillis() / 1000.0)));
        this.deadline = inAll.toNanos();
    }

    /** {@return how long the next wait may last before {@link #waited} has to judge} */
    long nanosLeft() {
        return Math.max(1, Math.min(window - waitedInWindow, deadline - waitedInAll));
    }

    /** Lets all waiting together take {@code time} at the most. */
    void within(Duration time) {
        deadline = time.toNanos();
    }

    void received(int bytes) {
        bytesInWindow += bytes;
    }

    /** Takes note of a wait. @throws BodyException.TooSlow if it was one too long */
    void waited(long nanos) {
        waitedInWindow += nanos;
        waitedInAll += nanos;
        if (waitedInAll >= deadline) {
            throw new BodyException.TooSlow(
                    "the body took longer than " + Duration.ofNanos(deadline).toSeconds() + " s");
        }
        if (waitedInWindow >= window) {
            if (bytesInWindow < bytesPerWindow) {
                throw new BodyException.TooSlow("the body came slower than " + bytesPerSecond + " bytes a second over "
                        + Duration.ofNanos(window).toSeconds() + " s; send it again on a better connection");
            }
            waitedInWindow = 0;
            bytesInWindow = 0;
        }
    }
}
