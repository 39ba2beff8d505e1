package dev.bluebell.blossom.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How to get a blob.
 *
 * @param extension what to append to the hash in the URL, without a dot; empty for nothing
 * @param minBytes how long the blob must be at least
 * @param maxBytes how long the blob may be; of a longer one no more than that is read
 * @param authorization whether and how to sign
 * @param timeout until the answer begins; if empty, as the client was built
 * @param progress hears how many bytes came
 * @param payments who pays if the server wants that; if empty, as the client was built
 */
public record ReadOptions(
        String extension,
        long minBytes,
        long maxBytes,
        Authorization authorization,
        Optional<Duration> timeout,
        ProgressListener progress,
        Optional<PaymentHandler> payments) {

    /** How long a blob may be if nobody says: 16 GiB. A server may send without end. */
    public static final long USUAL_MAX_BYTES = 16L << 30;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the extension is more than letters, digits and dots, or a limit negative
     */
    public ReadOptions {
        if (!extension.matches("[A-Za-z0-9.]*")) {
            throw new IllegalArgumentException("an extension is letters, digits and dots");
        }
        if (minBytes < 0 || maxBytes < 0) {
            throw new IllegalArgumentException("a blob cannot have from %d to %d bytes".formatted(minBytes, maxBytes));
        }
    }

    /**
     * No extension, {@link #USUAL_MAX_BYTES} at most, signed when the server asks for it, time-outs and payments of the
     * client, and nobody listening.
     */
    public static ReadOptions defaults() {
        return new ReadOptions(
                "",
                0,
                USUAL_MAX_BYTES,
                Authorization.automatic(),
                Optional.empty(),
                ProgressListener.NONE,
                Optional.empty());
    }

    /** The same with an extension. */
    public ReadOptions withExtension(String text) {
        return new ReadOptions(text, minBytes, maxBytes, authorization, timeout, progress, payments);
    }

    /** The same with an upper limit. */
    public ReadOptions withMaxBytes(long bytes) {
        return new ReadOptions(extension, minBytes, bytes, authorization, timeout, progress, payments);
    }

    /** The same with a lower limit. */
    public ReadOptions withMinBytes(long bytes) {
        return new ReadOptions(extension, bytes, maxBytes, authorization, timeout, progress, payments);
    }

    /** The same, signed in another way. */
    public ReadOptions withAuthorization(Authorization other) {
        return new ReadOptions(extension, minBytes, maxBytes, other, timeout, progress, payments);
    }

    /** The same with another time-out. */
    public ReadOptions withTimeout(Duration time) {
        return new ReadOptions(extension, minBytes, maxBytes, authorization, Optional.of(time), progress, payments);
    }

    /** The same with somebody listening. */
    public ReadOptions withProgress(ProgressListener listener) {
        return new ReadOptions(extension, minBytes, maxBytes, authorization, timeout, listener, payments);
    }

    /** The same, paid by somebody else. */
    public ReadOptions withPayments(PaymentHandler handler) {
        return new ReadOptions(extension, minBytes, maxBytes, authorization, timeout, progress, Optional.of(handler));
    }
}
