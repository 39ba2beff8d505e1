package dev.bluebell.media.image;

/** Pixels that are read row by row, so that a large picture need not be there twice. */
interface Rows {

    int width();

    int height();

    /** Puts row {@code y} into the beginning of {@code into}, as {@code 0xAARRGGBB} with straight alpha. */
    void read(int y, int[] into);
}
