package dev.bluebell.media.image;

import java.util.Arrays;

/**
 * The second step to a smaller picture: each new pixel is the mean of the old ones around it, weighted by a triangle that is as
 * wide as two new pixels. So nothing is left out (as picking single pixels would) and nothing rings.
 */
final class Triangles implements Means {

    private final int width;
    private final int height;
    private final int channels;
    private final Weights across;
    private final Weights down;
    private final float[] narrowed;
    private final float[][] sums;
    private final Means next;
    private int taken;
    private int given;

    Triangles(int fromWidth, int fromHeight, int channels, int width, int height, Means next) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.across = new Weights(fromWidth, width);
        this.down = new Weights(fromHeight, height);
        this.narrowed = new float[width * channels];
        this.sums = new float[down.overlap()][width * channels];
        this.next = next;
    }

    /** A row that is needed for a later new row, too, waits in the sums of that row. */
    @Override
    public void accept(float[] row) {
        int y = taken++;
        if (channels == 4) {
            narrowWithAlpha(row);
        } else {
            narrowOpaque(row);
        }
        for (int to = given; to < height && down.start(to) <= y; to++) {
            if (y < down.end(to)) {
                add(down.weight(to, y), sums[to % sums.length]);
            }
        }
        while (given < height && down.end(given) <= taken) {
            float[] done = sums[given % sums.length];
            next.accept(done);
            Arrays.fill(done, 0);
            given++;
        }
    }

    private void narrowOpaque(float[] row) {
        for (int x = 0; x < width; x++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            int end = across.end(x);
            int at = across.first(x);
            for (int i = across.start(x); i < end; i++) {
                float weight = across.weights[at++];
                red += weight * row[3 * i];
                green += weight * row[3 * i + 1];
                blue += weight * row[3 * i + 2];
            }
            narrowed[3 * x] = red;
            narrowed[3 * x + 1] = green;
            narrowed[3 * x + 2] = blue;
        }
    }

    private void narrowWithAlpha(float[] row) {
        for (int x = 0; x < width; x++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            float opacity = 0;
            int end = across.end(x);
            int at = across.first(x);
            for (int i = across.start(x); i < end; i++) {
                float weight = across.weights[at++];
                red += weight * row[4 * i];
                green += weight * row[4 * i + 1];
                blue += weight * row[4 * i + 2];
                opacity += weight * row[4 * i + 3];
            }
            narrowed[4 * x] = red;
            narrowed[4 * x + 1] = green;
            narrowed[4 * x + 2] = blue;
            narrowed[4 * x + 3] = opacity;
        }
    }

    private void add(float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * narrowed[i];
        }
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
