package dev.bluebell.blossom.client;

import java.time.Duration;

/**
 * How to upload, mirror or delete.
 *
 * @param sentence what a person reads who is asked to sign; empty for a plain sentence about the verb
 * @param lifetime how long the token is good, more than nothing
 * @param progress hears how many bytes were handed to the connection
 */
public record WriteOptions(String sentence, Duration lifetime, ProgressListener progress) {

    /** A plain sentence, a token for an hour, and nobody listening. */
    public static WriteOptions defaults() {
        return new WriteOptions("", Duration.ofHours(1), ProgressListener.NONE);
    }

    /** The same with another sentence. */
    public WriteOptions withSentence(String text) {
        return new WriteOptions(text, lifetime, progress);
    }

    /** The same with another lifetime of the token. */
    public WriteOptions withLifetime(Duration time) {
        return new WriteOptions(sentence, time, progress);
    }

    /** The same with somebody listening. */
    public WriteOptions withProgress(ProgressListener listener) {
        return new WriteOptions(sentence, lifetime, listener);
    }
}
