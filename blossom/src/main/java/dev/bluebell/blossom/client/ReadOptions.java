package dev.bluebell.blossom.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How to get a blob.
 *
 * @param extension what to append to the hash in the URL, without a dot; empty for nothing
 * @param maxBytes how long the blob may be; of a longer one no more than that is read
 * @param authorization whether and how to sign
 * @param timeout until the answer begins; if empty, as the client was built
 * @param progress hears how many bytes came
 */
public record ReadOptions(
        String extension,
        long maxBytes,
        Authorization authorization,
        Optional<Duration> timeout,
        ProgressListener progress) {

    /** How long a blob may be if nobody says: 16 GiB. A server may send without end. */
    public static final long USUAL_MAX_BYTES = 16L << 30;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the extension is more than letters, digits and dots, or the limit negative
     */
    public ReadOptions {
        if (!extension.matches("[A-Za-z0-9.]*")) {
            throw new IllegalArgumentException("an extension is letters, digits and dots");
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("a blob cannot have at most %d bytes".formatted(maxBytes));
        }
    }

    /**
     * No extension, {@link #USUAL_MAX_BYTES} at most, signed when the server asks for it, the time-outs of the client, and
     * nobody listening.
     */
    public static ReadOptions defaults() {
        return new ReadOptions("", USUAL_MAX_BYTES, Authorization.automatic(), Optional.empty(), ProgressListener.NONE);
    }

    /** The same with an extension. */
    public ReadOptions withExtension(String text) {
        return new ReadOptions(text, maxBytes, authorization, timeout, progress);
    }

    /** The same with a limit. */
    public ReadOptions withMaxBytes(long bytes) {
        return new ReadOptions(extension, bytes, authorization, timeout, progress);
    }

    /** The same, signed in another way. */
    public ReadOptions withAuthorization(Authorization other) {
        return new ReadOptions(extension, maxBytes, other, timeout, progress);
    }

    /** The same with another time-out. */
    public ReadOptions withTimeout(Duration time) {
        return new ReadOptions(extension, maxBytes, authorization, Optional.of(time), progress);
    }

    /** The same with somebody listening. */
    public ReadOptions withProgress(ProgressListener listener) {
        return new ReadOptions(extension, maxBytes, authorization, timeout, listener);
    }
}
