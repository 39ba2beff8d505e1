package dev.bluebell.media.image;

/**
 * Makes a smaller picture of rows as they come, and turns it upright. It holds what it makes and a few rows. Most of the way
 * down goes by means of whole squares, the last part of it, less than half, by weighted means.
 */
final class Resampler implements Rows {

    private final Canvas canvas;
    private final Rows first;

    /** @param channels 3, or 4 with alpha */
    Resampler(int fromWidth, int fromHeight, int channels, int width, int height, Orientation orientation) {
        if (width < 1 || height < 1 || width > fromWidth || height > fromHeight) {
            throw new IllegalArgumentException(
                    fromWidth + "x" + fromHeight + " cannot be shrunk to " + width + "x" + height);
        }
        canvas = new Canvas(width, height, channels, orientation);
        if (width == fromWidth && height == fromHeight) {
            first = canvas;
            return;
        }
        int side = Math.min(fromWidth / width, fromHeight / height);
        int boxesAcross = Math.ceilDiv(fromWidth, side);
        int boxesDown = Math.ceilDiv(fromHeight, side);
        boolean done = boxesAcross == width && boxesDown == height;
        Means rest = done ? canvas : new Triangles(boxesAcross, boxesDown, channels, width, height, canvas);
        first = new Boxes(fromWidth, fromHeight, channels, side, rest);
    }

    @Override
    public void accept(byte[] row) {
        first.accept(row);
    }

    /** The smaller picture, when all rows have come. */
    Bitmap finish() {
        return canvas.picture();
    }
}
