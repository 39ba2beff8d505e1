package dev.bluebell.blossom.servers;

/**
 * How much is done at once, and how much is kept for a while.
 *
 * @param atOnce to how many servers something is sent at a time, and how many blobs are copied at a time; at least 1
 * @param temporaryBytes the longest blob that is put into a temporary file
 */
public record ServersLimits(int atOnce, long temporaryBytes) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if nothing could be done at all
     */
    public ServersLimits {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one server at a time, not " + atOnce);
        }
        if (temporaryBytes < 0) {
            throw new IllegalArgumentException("a file cannot have at most %d bytes".formatted(temporaryBytes));
        }
    }

    /** 4 at once, 16 GiB. */
    public static ServersLimits defaults() {
        return new ServersLimits(4, 16L << 30);
    }
}
