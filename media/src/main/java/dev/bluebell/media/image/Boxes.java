package dev.bluebell.media.image;

import java.util.Arrays;

/** The first step to a smaller picture, and a fast one: the means of squares of pixels. */
final class Boxes implements Rows {

    private final int width;
    private final int height;
    private final int channels;
    private final int side;
    private final int[] columns;
    private final byte[] above;
    private final float[] means;
    private final Means next;
    private int taken;
    private int inBox;

    /** @param side of a square, in pixels; those at the right and at the bottom may be smaller */
    Boxes(int width, int height, int channels, int side, Means next) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.side = side;
        this.columns = new int[width * channels];
        this.above = new byte[width * channels];
        this.means = new float[Math.ceilDiv(width, side) * channels];
        this.next = next;
    }

    @Override
    public void accept(byte[] row) {
        taken++;
        if (byPairs()) {
            pair(row);
            return;
        }
        if (channels == 4) {
            addWithAlpha(row);
        } else {
            addOpaque(row);
        }
        if (++inBox == side || taken == height) {
            sumUp();
            next.accept(means);
            Arrays.fill(columns, 0);
            inBox = 0;
        }
    }

    /** The usual way of a photo: to a half or a third. It has a shorter way. */
    private boolean byPairs() {
        return side == 2 && channels == 3 && width % 2 == 0 && height % 2 == 0;
    }

    private void pair(byte[] row) {
        if (taken % 2 == 1) {
            System.arraycopy(row, 0, above, 0, above.length);
            return;
        }
        int from = 0;
        for (int to = 0; to < means.length; to += 3) {
            means[to] = mean(row, from);
            means[to + 1] = mean(row, from + 1);
            means[to + 2] = mean(row, from + 2);
            from += 6;
        }
        next.accept(means);
    }

    private float mean(byte[] row, int at) {
        int sum = (above[at] & 0xFF) + (above[at + 3] & 0xFF) + (row[at] & 0xFF) + (row[at + 3] & 0xFF);
        return sum * 0.25f;
    }

    private void addOpaque(byte[] row) {
        for (int i = 0; i < columns.length; i++) {
            columns[i] += row[i] & 0xFF;
        }
    }

    private void addWithAlpha(byte[] row) {
        for (int i = 0; i < columns.length; i += 4) {
            int alpha = row[i + 3] & 0xFF;
            columns[i] += alpha * (row[i] & 0xFF);
            columns[i + 1] += alpha * (row[i + 1] & 0xFF);
            columns[i + 2] += alpha * (row[i + 2] & 0xFF);
            columns[i + 3] += alpha;
        }
    }

    private void sumUp() {
        for (int to = 0, x = 0; x < width; x += side) {
            int count = Math.min(side, width - x);
            float scale = 1f / (count * inBox);
            for (int channel = 0; channel < channels; channel++) {
                float sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += columns[(x + i) * channels + channel];
                }
                means[to++] = sum * scale;
            }
        }
    }
}
