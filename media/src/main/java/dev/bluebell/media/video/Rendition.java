package dev.bluebell.media.video;

/**
 * One quality of a video that is streamed.
 *
 * @param maxSide the longer side in pixels, at least 2
 * @param maxBitsPerSecond of the pictures, at least 10,000
 */
public record Rendition(int maxSide, int maxBitsPerSecond) {

    /** @throws IllegalArgumentException if a number is out of its range */
    public Rendition {
        if (maxSide < 2 || maxBitsPerSecond < 10_000) {
            throw new IllegalArgumentException("a rendition has at least 2 pixels and 10000 bits a second");
        }
    }
}
