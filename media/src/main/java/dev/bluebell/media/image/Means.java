package dev.bluebell.media.image;

/**
 * Takes rows with a fraction for each channel, 0 to 255. With alpha the colours are multiplied by it (0 to 65,025), else what
 * is invisible would show at the edges.
 */
interface Means {

    /** Takes one row, which may be overwritten afterwards. */
    void accept(float[] row);
}
