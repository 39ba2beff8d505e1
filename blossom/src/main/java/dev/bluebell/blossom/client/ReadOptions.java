package dev.bluebell.blossom.client;

/**
 * How to get a blob.
 *
 * @param extension what to append to the hash in the URL, without a dot; empty for nothing
 * @param maxBytes how long the blob may be; of a longer one no more than that is read
 * @param progress hears how many bytes came
 */
public record ReadOptions(String extension, long maxBytes, ProgressListener progress) {

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

    /** No extension, {@link #USUAL_MAX_BYTES} at most, and nobody listening. */
    public static ReadOptions defaults() {
        return new ReadOptions("", USUAL_MAX_BYTES, ProgressListener.NONE);
    }

    /** The same with an extension. */
    public ReadOptions withExtension(String text) {
        return new ReadOptions(text, maxBytes, progress);
    }

    /** The same with a limit. */
    public ReadOptions withMaxBytes(long bytes) {
        return new ReadOptions(extension, bytes, progress);
    }

    /** The same with somebody listening. */
    public ReadOptions withProgress(ProgressListener listener) {
        return new ReadOptions(extension, maxBytes, listener);
    }
}
