package dev.bluebell.media.image;

/**
 * What a picture is, told without decoding it.
 *
 * @param type by content: {@code image/jpeg}, {@code image/png}, {@code image/gif}, {@code image/webp},
 *     {@code image/tiff}, and with libvips {@code image/avif} and {@code image/heic}
 * @param storedWidth in pixels, before the orientation is applied
 * @param storedHeight in pixels, before the orientation is applied
 * @param orientation how the stored pixels are to be turned
 * @param frames 1, or how many pictures the animation has; 2 stands for any number in AVIF and HEIC
 * @param hasAlpha whether pixels may be transparent; all of them may still be opaque
 * @param hasMetadata whether the file says more than how the picture looks: camera, place, time, words, a preview, or
 *     bytes after its end. A colour profile is no metadata.
 * @param sizeBytes of the file
 */
public record ImageInfo(
        String type,
        int storedWidth,
        int storedHeight,
        Orientation orientation,
        int frames,
        boolean hasAlpha,
        boolean hasMetadata,
        long sizeBytes) {

    /** The width as shown, in pixels. */
    public int width() {
        return orientation.swapsSides() ? storedHeight : storedWidth;
    }

    /** The height as shown, in pixels. */
    public int height() {
        return orientation.swapsSides() ? storedWidth : storedHeight;
    }

    /** Whether it moves. */
    public boolean animated() {
        return frames > 1;
    }
}
