package dev.bluebell.bluesky.post;

/**
 * The shape of an image or video, so that there is room for it before it has come.
 *
 * @param width as it is shown, turned upright; 1 or more, best in pixels
 * @param height 1 or more
 */
public record AspectRatio(int width, int height) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is less than 1
     */
    public AspectRatio {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image has at least one pixel each way");
        }
    }
}
