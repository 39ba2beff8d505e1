package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import java.util.Optional;

/**
 * How a picture or video looks, for those who have not fetched it yet.
 *
 * @param width as shown, in pixels, 1 or more
 * @param height as shown, in pixels, 1 or more
 * @param blurhash its colours blurred, in some 30 characters (blurha.sh)
 * @param thumb a smaller picture of it, a blob of its own
 */
public record Appearance(int width, int height, Optional<String> blurhash, Optional<BlobHash> thumb) {

    /**
     * Checks the sides.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public Appearance {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least one pixel, not " + width + "x" + height);
        }
    }
}
