package dev.bluebell.media.image;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Pixels in Java's memory.
 *
 * @param channels 3 for red, green and blue; 4 for straight alpha, too
 * @param samples a byte a channel, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bitmap(int width, int height, int channels, byte[] samples) implements Picture {

    @Override
    public boolean hasAlpha() {
        for (int i = 3; channels == 4 && i < samples.length; i += 4) {
            if (samples[i] != (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Bitmap shrunkTo(int width, int height) {
        Resampler resampler = new Resampler(this.width, this.height, channels, width, height, Orientation.UPRIGHT);
        byte[] row = new byte[this.width * channels];
        for (int y = 0; y < this.height; y++) {
            System.arraycopy(samples, y * row.length, row, 0, row.length);
            resampler.accept(row);
        }
        return resampler.finish();
    }

    @Override
    public void write(String type, int quality, OutputStream out) throws IOException {
        JavaEncoders.write(this, type, quality, out);
    }

    @Override
    public int[] argb() {
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            int at = i * channels;
            int alpha = channels == 4 ? samples[at + 3] & 0xFF : 0xFF;
            argb[i] =
                    alpha << 24 | (samples[at] & 0xFF) << 16 | (samples[at + 1] & 0xFF) << 8 | (samples[at + 2] & 0xFF);
        }
        return argb;
    }

    @Override
    public void close() {
        // the garbage collector has it
    }
}
