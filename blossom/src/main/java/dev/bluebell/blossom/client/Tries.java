package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tries of one call, and what became of them. Belongs to one thread. */
final class Tries {

    private static final int MOST_DOUBLINGS = 20;

    private final Retries retries;
    private final List<BlossomException> failures = new ArrayList<>();
    private @Nullable Instant firstFailure;
    private int failed;

    Tries(Retries retries) {
        this.retries = retries;
    }

    /**
     * Waits for the next try after a failure.
     *
     * @param atLeast how long the server wants to be left alone
     * @return whether there is one
     * @throws BlossomException.Interrupted if the thread is interrupted meanwhile
     */
    boolean again(BlossomException failure, Duration atLeast) {
        failed++;
        Instant now = retries.clock().instant();
        Instant first = firstFailure == null ? now : firstFailure;
        firstFailure = first;
        Duration pause = pause(atLeast);
        boolean late = now.plus(pause).isAfter(first.plus(retries.policy().within()));
        boolean tooLong = atLeast.compareTo(retries.policy().longestPause()) > 0;
        if (failed >= retries.policy().tries() || late || tooLong) {
            return false;
        }
        failures.add(failure);
        sleep(pause);
        return true;
    }

    /** Something was achieved since the last failure, so that the next one counts as the first. */
    void renew() {
        failed = 0;
        firstFailure = null;
    }

    /** The same failure, with those of the tries before; each is told of once. */
    <E extends BlossomException> E withEarlier(E last) {
        failures.stream().filter(earlier -> earlier != last).forEach(last::addSuppressed);
        failures.clear();
        return last;
    }

    private Duration pause(Duration atLeast) {
        Duration doubled = retries.policy().firstPause().multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
        Duration longest = retries.policy().longestPause();
        Duration full = doubled.compareTo(longest) < 0 ? doubled : longest;
        long half = full.toNanos() / 2;
        Duration random = Duration.ofNanos(half + retries.random().nextLong(half + 1));
        return random.compareTo(atLeast) < 0 ? atLeast : random;
    }

    private void sleep(Duration pause) {
        try {
            retries.sleeper().sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw withEarlier(new BlossomException.Interrupted("interrupted before the next try", e));
        }
    }
}
