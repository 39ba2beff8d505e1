package dev.bluebell.media.image;

/**
 * The picture that was written.
 *
 * @param type its media type
 * @param width as shown, in pixels
 * @param height as shown, in pixels
 * @param sizeBytes of the file
 * @param change what was done to it
 */
public record FittedImage(String type, int width, int height, long sizeBytes, Change change) {

    /** What may have been done to a picture. */
    public enum Change {
        /** Byte for byte the same. */
        NONE,
        /** The same pixels, without metadata. */
        STRIPPED,
        /** Decoded and encoded again. */
        ENCODED
    }
}
