package dev.bluebell.nostr.relay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before asking again: twice as long each time, and up to half of it by chance, so that not everybody
 * comes back at once to a relay that was down. Thread-safe.
 *
 * @param first after one failure
 * @param longest however many there were
 * @param random not used from elsewhere at the same time, unless it is thread-safe
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {

    private static final int MAX_DOUBLINGS = 30;

    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long whole = Math.max(1, Math.min(doubled, longest.toMillis()));
        return Duration.ofMillis(whole - chance(whole / 2));
    }

    private synchronized long chance(long bound) {
        return random.nextLong(bound + 1);
    }
}
