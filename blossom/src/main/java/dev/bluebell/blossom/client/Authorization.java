package dev.bluebell.blossom.client;

import java.time.Duration;

/**
 * Whether a request carries a token (BUD-11), and what stands in it. Without a signer no request carries one.
 *
 * @param when whether to sign
 * @param sentence what a person reads who is asked to sign; empty for a plain sentence about the verb
 * @param lifetime how long the token is good, more than nothing; a token for the same is used again until shortly before
 */
public record Authorization(When when, String sentence, Duration lifetime) {

    /** When a request is signed. */
    public enum When {
        /** Requests that write are signed at once, those that read when the server asks for it (401). */
        AUTOMATIC,
        /** At once. */
        ALWAYS,
        /** Not even when the server asks for it. */
        NEVER
    }

    /**
     * Checks the lifetime.
     *
     * @throws IllegalArgumentException if it is nothing or less
     */
    public Authorization {
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("a token must live for more than " + lifetime);
        }
    }

    /** As the kind of request needs it, with a plain sentence, for an hour. */
    public static Authorization automatic() {
        return new Authorization(When.AUTOMATIC, "", Duration.ofHours(1));
    }

    /** The same, signed at another time. */
    public Authorization with(When time) {
        return new Authorization(time, sentence, lifetime);
    }

    /** The same with another sentence. */
    public Authorization withSentence(String text) {
        return new Authorization(when, text, lifetime);
    }

    /** The same with another lifetime of the token. */
    public Authorization withLifetime(Duration time) {
        return new Authorization(when, sentence, time);
    }
}
