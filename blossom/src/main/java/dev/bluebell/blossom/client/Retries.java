package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Asks again after failures that may pass. Thread-safe, if the random numbers are. */
record Retries(RetryPolicy policy, Quirks quirks, InstantSource clock, RandomGenerator random, Sleeper sleeper) {

    /**
     * Asks until there is an answer that will not change, or no try is left. The last failure carries those before it as
     * suppressed ones.
     *
     * @param mayPass which refusals are not final
     * @param once asks; hears of the tries, so that it can say when they count anew
     */
    <T> Answer<T> run(Predicate<Refusal> mayPass, Function<Tries, Answer<T>> once) {
        Tries tries = new Tries(this);
        while (true) {
            try {
                Answer<T> answer = once.apply(tries);
                boolean again = answer instanceof Answer.Refused<T>(URI url, Refusal refusal)
                        && mayPass.test(refusal)
                        && tries.again(RefusedException.of(url, refusal), Refusals.retryAfter(refusal));
                if (!again) {
                    return answer;
                }
            } catch (BlossomException e) {
                if (!Causes.mayPass(e, quirks.isThere()) || !tries.again(e, Duration.ZERO)) {
                    quirks.setThere(quirks.isThere() && !(e instanceof BlossomException.Unreachable));
                    throw tries.withEarlier(e);
                }
            }
        }
    }
}
