package dev.bluebell.media.image;

import java.io.IOException;
import java.io.OutputStream;

/** Pixels in Java's memory, four bytes each. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bitmap(int width, int height, int[] argb) implements Picture, Rows {

    @Override
    public void read(int y, int[] into) {
        System.arraycopy(argb, y * width, into, 0, width);
    }

    @Override
    public boolean hasAlpha() {
        for (int pixel : argb) {
            if (pixel >>> 24 != 0xFF) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Bitmap shrunkTo(int width, int height) {
        return Resampler.shrink(this, width, height, hasAlpha());
    }

    @Override
    public void write(String type, int quality, OutputStream out) throws IOException {
        JavaEncoders.write(this, type, quality, out);
    }

    @Override
    public void close() {
        // the garbage collector has it
    }
}
