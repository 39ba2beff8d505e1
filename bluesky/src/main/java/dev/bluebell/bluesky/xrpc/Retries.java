package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.BlueskyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tries again what may pass. Thread-safe, if the random numbers are.
 *
 * @param policy how often
 * @param clock where the time comes from
 * @param random cuts the pauses
 * @param sleeper lets them pass
 */
public record Retries(RetryPolicy policy, InstantSource clock, RandomGenerator random, Sleeper sleeper) {

    /** In trouble for the moment, by their own word or that of a gateway before them. */
    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504, 520, 521, 522, 523, 524);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_DOUBLINGS = 20;

    /**
     * Tries until it works, or the failure is final. The last failure carries those before it as suppressed ones.
     *
     * @param repeatable whether what may have been carried out may be tried again
     */
    <T> T run(boolean repeatable, Supplier<T> once) {
        List<BlueskyException> failures = new ArrayList<>();
        Instant end = Instant.MAX;
        while (true) {
            try {
                return once.get();
            } catch (BlueskyException e) {
                Instant now = clock.instant();
                end = failures.isEmpty() ? now.plus(policy.within()) : end;
                Duration atLeast = atLeast(e);
                Duration pause = pause(failures.size(), atLeast);
                boolean last = failures.size() + 1 >= policy.tries()
                        || !mayPass(e, repeatable)
                        || atLeast.compareTo(policy.longestPause()) > 0
                        || now.plus(pause).isAfter(end);
                if (last) {
                    failures.forEach(e::addSuppressed);
                    throw e;
                }
                failures.add(e);
                sleep(pause);
            }
        }
    }

    private static boolean mayPass(BlueskyException failure, boolean repeatable) {
        return switch (failure) {
            // Too many requests: nothing was carried out.
            case BlueskyException.Refused e ->
                e.status() == TOO_MANY_REQUESTS || (repeatable && PASSING.contains(e.status()));
            case BlueskyException.Unreachable e ->
                switch (e.delivery()) {
                    case NEVER -> false;
                    case NOT_NOW -> true;
                    case PERHAPS -> repeatable;
                };
            case BlueskyException.BadAnswer e -> false;
            case BlueskyException.NotAuthenticated e -> false;
            case BlueskyException.OverBudget e -> false;
            case BlueskyException.Unresolved e -> false;
            case BlueskyException.LocalFailure e -> false;
            case BlueskyException.Interrupted e -> false;
        };
    }

    private static Duration atLeast(BlueskyException failure) {
        return failure instanceof BlueskyException.Refused e ? e.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
    }

    private Duration pause(int failed, Duration atLeast) {
        Duration doubled = policy.firstPause().multipliedBy(1L << Math.min(failed, MOST_DOUBLINGS));
        Duration full = doubled.compareTo(policy.longestPause()) < 0 ? doubled : policy.longestPause();
        long half = full.toNanos() / 2;
        Duration cut = Duration.ofNanos(half + random.nextLong(half + 1));
        return cut.compareTo(atLeast) < 0 ? atLeast : cut;
    }

    private void sleep(Duration pause) {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueskyException.Interrupted("interrupted before the next try", e);
        }
    }
}
