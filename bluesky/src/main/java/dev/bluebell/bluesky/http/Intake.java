package dev.bluebell.bluesky.http;

import java.time.Duration;

/**
 * How an answer is taken that may be too long for memory.
 *
 * @param sink where its bytes go, if the server says yes
 * @param mostBytes more are not taken
 * @param repeatable whether what was written can be written anew, if an answer breaks off
 */
public record Intake(ContentSink sink, long mostBytes, boolean repeatable) {

    /** Whoever is slower is not waited for. */
    private static final long SLOWEST_BYTES_A_SECOND = 32 * 1024;

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Intake {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("an answer cannot have fewer than no bytes");
        }
    }

    /** How long the longest answer may take. */
    Duration patience(Duration shortOnes) {
        return shortOnes.plusSeconds(mostBytes / SLOWEST_BYTES_A_SECOND);
    }
}
