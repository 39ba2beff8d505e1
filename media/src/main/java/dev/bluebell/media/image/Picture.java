package dev.bluebell.media.image;

import java.io.IOException;
import java.io.OutputStream;

/** A decoded picture: upright, sRGB, 8 bits a channel. It holds memory until it is closed. Not thread-safe. */
public interface Picture extends AutoCloseable {

    /** In pixels. */
    int width();

    /** In pixels. */
    int height();

    /** Whether any pixel is not opaque. */
    boolean hasAlpha();

    /** A smaller copy. Both sides are at least 1 and not larger than they are. */
    Picture shrunkTo(int width, int height);

    /**
     * Encodes it.
     *
     * @param type one that the engine writes; JPEG needs a picture without alpha
     * @param quality 1 to 100, without meaning for PNG
     */
    void write(String type, int quality, OutputStream out) throws IOException;

    /** The pixels, row by row, as {@code 0xAARRGGBB} with straight alpha. For small pictures. */
    int[] argb();

    @Override
    void close();
}
