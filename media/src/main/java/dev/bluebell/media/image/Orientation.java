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

    /** The pixels of a stored picture as they are to be shown. */
    Bitmap upright(Bitmap stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swapsSides ? stored.height() : stored.width();
        int height = swapsSides ? stored.width() : stored.height();
        int[] from = stored.argb();
        int[] to = new int[from.length];
        int stepX = swapsSides ? stored.width() : 1;
        int stepY = swapsSides ? 1 : stored.width();
        int firstX = fromRight ? (width - 1) * stepX : 0;
        int firstY = fromBottom ? (height - 1) * stepY : 0;
        int signX = fromRight ? -stepX : stepX;
        int signY = fromBottom ? -stepY : stepY;
        for (int y = 0; y < height; y++) {
            int source = firstX + firstY + y * signY;
            for (int x = 0; x < width; x++) {
                to[y * width + x] = from[source + x * signX];
            }
        }
        return new Bitmap(width, height, to);
    }
}
