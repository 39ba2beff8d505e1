package dev.bluebell.media.image;

import java.util.Arrays;

/**
 * Makes pictures smaller: each new pixel is the mean of the old ones around it, weighted by a triangle that is as wide as
 * two new pixels. So nothing is left out (as picking single pixels would) and nothing rings.
 */
final class Resampler {

    private static final int RED = 0;
    private static final int GREEN = 1;
    private static final int BLUE = 2;
    private static final int ALPHA = 3;
    private static final int CHANNELS = 4;

    private final Rows source;
    private final Weights across;
    private final Weights down;
    private final boolean alpha;
    private final int[] row;
    private final float[] narrowed;

    private Resampler(Rows source, int width, int height, boolean alpha) {
        this.source = source;
        this.across = new Weights(source.width(), width);
        this.down = new Weights(source.height(), height);
        this.alpha = alpha;
        this.row = new int[source.width()];
        this.narrowed = new float[width * CHANNELS];
    }

    /**
     * The rows as a picture of this size.
     *
     * @param alpha whether transparency is to be kept; without, all pixels are taken as opaque, which is faster
     */
    static Bitmap shrink(Rows source, int width, int height, boolean alpha) {
        if (width < 1 || height < 1 || width > source.width() || height > source.height()) {
            throw new IllegalArgumentException(
                    source.width() + "x" + source.height() + " cannot be shrunk to " + width + "x" + height);
        }
        int[] pixels = new int[Math.multiplyExact(width, height)];
        if (width == source.width() && height == source.height()) {
            copy(source, pixels);
        } else {
            new Resampler(source, width, height, alpha).run(width, height, pixels);
        }
        return new Bitmap(width, height, pixels);
    }

    private static void copy(Rows source, int[] pixels) {
        int[] row = new int[source.width()];
        for (int y = 0; y < source.height(); y++) {
            source.read(y, row);
            System.arraycopy(row, 0, pixels, y * row.length, row.length);
        }
    }

    /** Rows that are needed for a later new row, too, wait in the sums of that row. */
    private void run(int width, int height, int[] pixels) {
        int waiting = down.overlap();
        float[][] sums = new float[waiting][width * CHANNELS];
        int next = 0;
        for (int y = 0; y < source.height() && next < height; y++) {
            source.read(y, row);
            narrow(width);
            for (int to = next; to < height && down.start(to) <= y; to++) {
                if (y < down.end(to)) {
                    add(down.weight(to, y), sums[to % waiting]);
                }
            }
            while (next < height && down.end(next) <= y + 1) {
                float[] done = sums[next % waiting];
                pack(done, pixels, next * width, width);
                Arrays.fill(done, 0);
                next++;
            }
        }
    }

    private void narrow(int width) {
        for (int x = 0; x < width; x++) {
            if (alpha) {
                narrowWithAlpha(x);
            } else {
                narrowOpaque(x);
            }
        }
    }

    private void narrowOpaque(int x) {
        float red = 0;
        float green = 0;
        float blue = 0;
        int end = across.end(x);
        int at = across.first(x);
        for (int i = across.start(x); i < end; i++) {
            float weight = across.weights[at++];
            int pixel = row[i];
            red += weight * (pixel >> 16 & 0xFF);
            green += weight * (pixel >> 8 & 0xFF);
            blue += weight * (pixel & 0xFF);
        }
        int to = x * CHANNELS;
        narrowed[to + RED] = red;
        narrowed[to + GREEN] = green;
        narrowed[to + BLUE] = blue;
    }

    /** Colours count by their opacity, else what is invisible would show at the edges. */
    private void narrowWithAlpha(int x) {
        float red = 0;
        float green = 0;
        float blue = 0;
        float opacity = 0;
        int end = across.end(x);
        int at = across.first(x);
        for (int i = across.start(x); i < end; i++) {
            int pixel = row[i];
            float weight = across.weights[at++] * (pixel >>> 24);
            opacity += weight;
            red += weight * (pixel >> 16 & 0xFF);
            green += weight * (pixel >> 8 & 0xFF);
            blue += weight * (pixel & 0xFF);
        }
        int to = x * CHANNELS;
        narrowed[to + RED] = red;
        narrowed[to + GREEN] = green;
        narrowed[to + BLUE] = blue;
        narrowed[to + ALPHA] = opacity;
    }

    private void add(float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * narrowed[i];
        }
    }

    private void pack(float[] sum, int[] pixels, int offset, int width) {
        for (int x = 0; x < width; x++) {
            int from = x * CHANNELS;
            float opacity = alpha ? sum[from + ALPHA] : 1;
            int a = alpha ? rounded(opacity) : 0xFF;
            float scale = a == 0 ? 0 : 1 / opacity;
            pixels[offset + x] = a << 24
                    | rounded(sum[from + RED] * scale) << 16
                    | rounded(sum[from + GREEN] * scale) << 8
                    | rounded(sum[from + BLUE] * scale);
        }
    }

    private static int rounded(float value) {
        return Math.clamp((int) (value + 0.5f), 0, 0xFF);
    }

    /** For each place of the new row, which old places count and how much; the weights of a new place add up to 1. */
    private static final class Weights {

        private final int[] starts;
        private final int[] ends;
        private final int[] firsts;
        private final float[] weights;

        Weights(int from, int to) {
            double ratio = (double) from / to;
            starts = new int[to];
            ends = new int[to];
            firsts = new int[to + 1];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * ratio;
                starts[i] = (int) Math.max(0, Math.floor(centre - ratio + 0.5));
                ends[i] = (int) Math.min(from, Math.ceil(centre + ratio - 0.5));
                firsts[i + 1] = firsts[i] + ends[i] - starts[i];
            }
            weights = new float[firsts[to]];
            for (int i = 0; i < to; i++) {
                fill(i, (i + 0.5) * ratio, ratio);
            }
        }

        private void fill(int to, double centre, double ratio) {
            double sum = 0;
            for (int i = starts[to]; i < ends[to]; i++) {
                sum += triangle(i, centre, ratio);
            }
            for (int i = starts[to]; i < ends[to]; i++) {
                weights[firsts[to] + i - starts[to]] = (float) (triangle(i, centre, ratio) / sum);
            }
        }

        private static double triangle(int place, double centre, double ratio) {
            return Math.max(0, 1 - Math.abs(place + 0.5 - centre) / ratio);
        }

        int start(int to) {
            return starts[to];
        }

        int end(int to) {
            return ends[to];
        }

        int first(int to) {
            return firsts[to];
        }

        float weight(int to, int from) {
            return weights[firsts[to] + from - starts[to]];
        }

        /** The most new places that one old place counts for. */
        int overlap() {
            int most = 1;
            for (int i = 0; i < starts.length; i++) {
                int others = 1;
                while (i + others < starts.length && starts[i + others] < ends[i]) {
                    others++;
                }
                most = Math.max(most, others);
            }
            return most;
        }
    }
}
