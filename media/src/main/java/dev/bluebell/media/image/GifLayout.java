package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;

/** The blocks of a GIF file (GIF89a). */
final class GifLayout {

    private static final int HEADER_BYTES = 13;
    private static final int DESCRIPTOR_BYTES = 10;
    private static final int HAS_COLOURS = 0x80;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int APPLICATION = 0xFF;

    private final FileBytes file;
    private final ImageLimits limits;
    private final LayoutDraft draft;
    private int frames;

    private GifLayout(FileBytes file, ImageLimits limits) {
        this.file = file;
        this.limits = limits;
        this.draft = new LayoutDraft("image/gif", limits);
    }

    static Layout read(FileBytes file, ImageLimits limits) {
        return new GifLayout(file, limits).read();
    }

    private Layout read() {
        long at = (long) HEADER_BYTES + colourBytes(file.u8(10));
        draft.keep(0, at);
        while (at < file.length() && file.u8(at) != TRAILER) { // the trailer is often forgotten
            long end = switch (file.u8(at)) {
                case IMAGE -> image(at);
                case EXTENSION -> extension(at);
                default -> throw new MediaException.Corrupt("the GIF picture is damaged at byte " + at);
            };
            at = end;
        }
        if (frames > 1) {
            draft.size(file.u16le(6), file.u16le(8));
        }
        if (at < file.length()) {
            draft.keep(at, 1);
        } else {
            draft.add(new byte[] {TRAILER});
        }
        return draft.finish(file, at + 1);
    }

    private static int colourBytes(int flags) {
        return (flags & HAS_COLOURS) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private long image(long at) {
        int width = file.u16le(at + 5);
        int height = file.u16le(at + 7);
        LayoutDraft.checkSize(width, height, limits);
        // What decoders make room for is the screen, and wherever the frame lies.
        LayoutDraft.checkSize(
                Math.max(file.u16le(6), file.u16le(at + 1) + width),
                Math.max(file.u16le(8), file.u16le(at + 3) + height),
                limits);
        if (!draft.hasSize()) {
            draft.size(width, height);
        }
        draft.frames(++frames);
        long data = at + DESCRIPTOR_BYTES + colourBytes(file.u8(at + 9)) + 1;
        long end = endOfBlocks(data);
        draft.keep(at, end - at);
        return end;
    }

    private long extension(long at) {
        int label = file.u8(at + 1);
        long end = endOfBlocks(at + 2);
        if (label == GRAPHIC_CONTROL && (file.u8(at + 3) & 1) != 0) {
            draft.alpha();
        }
        if (label == GRAPHIC_CONTROL || (label == APPLICATION && isForLooks(at + 3))) {
            draft.keep(at, end - at);
        } else {
            draft.drop();
        }
        return end;
    }

    /** Repetition and colour profile. */
    private boolean isForLooks(long name) {
        return file.has(name, "NETSCAPE2.0") || file.has(name, "ANIMEXTS1.0") || file.has(name, "ICCRGBG1012");
    }

    private long endOfBlocks(long from) {
        long at = from;
        for (int length = file.u8(at); length != 0; length = file.u8(at)) {
            at += 1 + length;
        }
        return at + 1;
    }
}
