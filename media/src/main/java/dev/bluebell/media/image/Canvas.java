package dev.bluebell.media.image;

/** Takes the rows of a stored picture and puts their pixels where they belong in the upright one. */
final class Canvas implements Rows, Means {

    private final int storedWidth;
    private final int channels;
    private final Orientation.Places places;
    private final Bitmap upright;
    private int taken;

    Canvas(int storedWidth, int storedHeight, int channels, Orientation orientation) {
        this.storedWidth = storedWidth;
        this.channels = channels;
        this.places = orientation.places(storedWidth, storedHeight);
        this.upright = new Bitmap(
                orientation.swapsSides() ? storedHeight : storedWidth,
                orientation.swapsSides() ? storedWidth : storedHeight,
                channels,
                new byte[Math.multiplyExact(Math.multiplyExact(storedWidth, storedHeight), channels)]);
    }

    @Override
    public void accept(byte[] row) {
        byte[] to = upright.samples();
        int at = nextRow();
        int step = places.stepX() * channels;
        if (step == channels) {
            System.arraycopy(row, 0, to, at, storedWidth * channels);
            return;
        }
        for (int from = 0; from < storedWidth * channels; from += channels) {
            to[at] = row[from];
            to[at + 1] = row[from + 1];
            to[at + 2] = row[from + 2];
            if (channels == 4) {
                to[at + 3] = row[from + 3];
            }
            at += step;
        }
    }

    @Override
    public void accept(float[] row) {
        byte[] to = upright.samples();
        int at = nextRow();
        int step = places.stepX() * channels;
        for (int from = 0; from < storedWidth * channels; from += channels) {
            float scale = 1;
            if (channels == 4) {
                int alpha = rounded(row[from + 3]);
                to[at + 3] = (byte) alpha;
                scale = alpha == 0 ? 0 : 1 / row[from + 3];
            }
            to[at] = (byte) rounded(row[from] * scale);
            to[at + 1] = (byte) rounded(row[from + 1] * scale);
            to[at + 2] = (byte) rounded(row[from + 2] * scale);
            at += step;
        }
    }

    private int nextRow() {
        return (places.first() + places.stepY() * taken++) * channels;
    }

    private static int rounded(float value) {
        return Math.clamp((int) (value + 0.5f), 0, 0xFF);
    }

    /** The picture, whose rows have all come. */
    Bitmap picture() {
        return upright;
    }
}
