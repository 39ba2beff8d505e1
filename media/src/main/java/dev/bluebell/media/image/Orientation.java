package dev.bluebell.media.image;

/**
 * How a stored picture is to be turned before it is shown, after the Exif tag {@code Orientation}. Turns are clockwise; a
 * mirror image is made before the turn.
 */
public enum Orientation {
    UPRIGHT(1, false, false, false),
    MIRRORED(2, false, true, false),
    TURNED_180(3, false, true, true),
    MIRRORED_TURNED_180(4, false, false, true),
    MIRRORED_TURNED_270(5, true, false, false),
    TURNED_90(6, true, true, false),
    MIRRORED_TURNED_90(7, true, true, true),
    TURNED_270(8, true, false, true);

    private final int exif;
    private final boolean swapsSides;
    private final boolean fromRight;
    private final boolean fromBottom;

    Orientation(int exif, boolean swapsSides, boolean fromRight, boolean fromBottom) {
        this.exif = exif;
        this.swapsSides = swapsSides;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** The orientation of an Exif value: 1 to 8 have a meaning, all others are {@link #UPRIGHT}. */
    public static Orientation ofExif(int value) {
        for (Orientation one : values()) {
            if (one.exif == value) {
                return one;
            }
        }
        return UPRIGHT;
    }

    /** The value of the Exif tag, 1 to 8. */
    public int exif() {
        return exif;
    }

    /** Whether width and height change places. */
    public boolean swapsSides() {
        return swapsSides;
    }

    /** Where the pixel in column x and row y of a stored picture is shown: at {@code first + x * stepX + y * stepY}. */
    record Places(int first, int stepX, int stepY) {}

    /** Where the pixels of a stored picture of this size are shown, counted row by row. */
    Places places(int storedWidth, int storedHeight) {
        int width = swapsSides ? storedHeight : storedWidth;
        int height = swapsSides ? storedWidth : storedHeight;
        int first = (fromRight ? width - 1 : 0) + (fromBottom ? (height - 1) * width : 0);
        int right = fromRight ? -1 : 1;
        int down = fromBottom ? -width : width;
        return swapsSides ? new Places(first, down, right) : new Places(first, right, down);
    }
}
