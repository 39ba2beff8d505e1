package dev.bluebell.media.image;

/** Takes a picture row by row, from top to bottom, so that it need not be there as a whole. */
interface Rows {

    /** Takes one row: three bytes a pixel, red, green and blue, or four with straight alpha. It may be overwritten afterwards. */
    void accept(byte[] row);
}
