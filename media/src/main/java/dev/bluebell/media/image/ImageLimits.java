package dev.bluebell.media.image;

/**
 * What is refused before anything is decoded.
 *
 * @param maxBytes of the file
 * @param maxPixels width times height of what the file holds
 * @param maxFrames of an animation
 */
public record ImageLimits(long maxBytes, long maxPixels, int maxFrames) {

    /** 100 million bytes, 100 million pixels, 2000 frames. */
    public static final ImageLimits DEFAULT = new ImageLimits(100_000_000, 100_000_000, 2_000);

    /** @throws IllegalArgumentException if a limit is below 1 */
    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || maxFrames < 1) {
            throw new IllegalArgumentException("limits of pictures are at least 1");
        }
    }
}
