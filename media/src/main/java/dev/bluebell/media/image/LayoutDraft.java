package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.util.ArrayList;
import java.util.List;

/** Collects what a reader of one format finds, and checks the limits as soon as it is found. */
final class LayoutDraft {

    private static final int MAX_PIECES = 100_000;

    /** Longer ones are no pictures, and each column costs something to make them smaller. */
    private static final long MAX_SIDE = 1_000_000;

    /** Decoders hold up to six bytes a pixel of what comes in passes over the whole picture. */
    private static final long MAX_PIXELS_IN_PASSES = 40_000_000;

    private final String type;
    private final ImageLimits limits;
    private final List<Piece> clean = new ArrayList<>();
    private boolean metadata;
    private int width;
    private int height;
    private int frames = 1;
    private boolean alpha;
    private Orientation orientation = Orientation.UPRIGHT;
    private Layout.Colours colours = Layout.Colours.USUAL;

    LayoutDraft(String type, ImageLimits limits) {
        this.type = type;
        this.limits = limits;
    }

    void size(long width, long height) {
        checkSize(width, height, limits);
        this.width = (int) width;
        this.height = (int) height;
    }

    boolean hasSize() {
        return width > 0;
    }

    boolean sizeIs(int width, int height) {
        return this.width == width && this.height == height;
    }

    /** @throws MediaException.TooLarge if a picture of this size has more pixels than allowed */
    static void checkSize(long width, long height, ImageLimits limits) {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new MediaException.Corrupt("the picture says it is " + width + "x" + height + " pixels large");
        }
        if (Math.max(width, height) > MAX_SIDE) {
            throw new MediaException.TooLarge(
                    "the picture is " + width + "x" + height + "; no side may have more than " + MAX_SIDE + " pixels");
        }
        if (width > limits.maxPixels() / height) {
            throw new MediaException.TooLarge("the picture has " + width + "x" + height + " pixels; at most "
                    + limits.maxPixels() + " in all are allowed");
        }
    }

    /** It comes in passes, each of which is about all of the picture. */
    void inPasses() {
        if ((long) width * height > MAX_PIXELS_IN_PASSES) {
            throw new MediaException.TooLarge("the picture has " + width + "x" + height
                    + " pixels and is progressive; then at most " + MAX_PIXELS_IN_PASSES + " in all are allowed");
        }
    }

    void frames(long frames) {
        if (frames > limits.maxFrames()) {
            throw new MediaException.TooLarge(
                    "the picture has more than " + limits.maxFrames() + " frames, which is the limit");
        }
        this.frames = (int) Math.max(1, frames);
    }

    void alpha() {
        alpha = true;
    }

    void orientation(Orientation orientation) {
        this.orientation = orientation;
    }

    Orientation orientation() {
        return orientation;
    }

    void inks() {
        colours = Layout.Colours.INKS;
    }

    /** These bytes are part of the picture. */
    void keep(long offset, long length) {
        int last = clean.size() - 1;
        if (last >= 0 && clean.get(last) instanceof Piece.Range(long start, long before) && start + before == offset) {
            clean.set(last, new Piece.Range(start, before + length));
        } else {
            if (clean.size() >= MAX_PIECES) {
                throw new MediaException.TooLarge("the picture is in more than " + MAX_PIECES + " parts");
            }
            clean.add(new Piece.Range(offset, length));
        }
    }

    /** Something of the file is left out. */
    void drop() {
        metadata = true;
    }

    /** Adds bytes to the clean file that are not in the original. */
    void add(byte[] bytes) {
        clean.add(new Piece.Literal(bytes));
    }

    /** Puts bytes before the clean file as it is now. */
    void putFirst(byte[] bytes) {
        clean.addFirst(new Piece.Literal(bytes));
    }

    /** How long the clean file is up to now. */
    long cleanBytes() {
        return Piece.bytes(clean);
    }

    /** @param end where the picture ends in the file; what follows is metadata, too */
    Layout finish(FileBytes file, long end) {
        if (!hasSize()) {
            throw new MediaException.Corrupt("the file has the beginning of a picture, but no picture");
        }
        boolean rest = end < file.length();
        ImageInfo info =
                new ImageInfo(type, width, height, orientation, frames, alpha, metadata || rest, file.length());
        return new Layout(info, List.copyOf(clean), colours);
    }
}
