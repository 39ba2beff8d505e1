package dev.bluebell.server.store;

/**
 * A piece of a blob.
 *
 * @param offset the first byte, counted from 0
 * @param length how many bytes, 0 or more
 */
public record ByteRange(long offset, long length) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one of the two is negative
     */
    public ByteRange {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a byte range starts at 0 or later and is not negative, not " + offset
                    + " with " + length + " bytes");
        }
    }

    /** {@return the whole of a blob of {@code sizeBytes}} */
    public static ByteRange whole(long sizeBytes) {
        return new ByteRange(0, sizeBytes);
    }
}
