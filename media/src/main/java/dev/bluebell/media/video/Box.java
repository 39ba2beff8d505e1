package dev.bluebell.media.video;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.util.function.Consumer;

/**
 * A box of the ISO base media format (ISO/IEC 14496-12).
 *
 * @param type four characters
 * @param start where its header begins
 * @param data where its content begins
 * @param end where it ends, which is within what it lies in
 */
record Box(String type, long start, long data, long end) {

    private static final int HEADER_BYTES = 8;
    private static final int LARGE_HEADER_BYTES = 16;
    private static final int SIZE_FOLLOWS = 1;
    private static final int SIZE_IS_THE_REST = 0;

    /** Reads the header of the box that begins at {@code at}, in something that ends at {@code outerEnd}. */
    static Box read(FileBytes file, long at, long outerEnd) {
        if (outerEnd - at < HEADER_BYTES) {
            throw damaged(at);
        }
        long size = file.u32(at);
        int header = HEADER_BYTES;
        if (size == SIZE_FOLLOWS) {
            size = file.i64(at + HEADER_BYTES);
            header = LARGE_HEADER_BYTES;
        } else if (size == SIZE_IS_THE_REST) {
            size = outerEnd - at;
        }
        if (size < header || size > outerEnd - at) {
            throw damaged(at);
        }
        return new Box(file.fourCharacters(at + 4), at, at + header, at + size);
    }

    /** Hands over each box in this one. Up to seven bytes may be left at the end, as QuickTime leaves them. */
    void children(FileBytes file, Consumer<Box> each) {
        for (long at = data; end - at >= HEADER_BYTES; ) {
            Box child = read(file, at, end);
            each.accept(child);
            at = child.end;
        }
    }

    /** The place {@code offset} bytes into the content, of which at least {@code count} bytes must be there. */
    long at(long offset, long count) {
        if (end - data < offset + count) {
            throw damaged(start);
        }
        return data + offset;
    }

    private static MediaException damaged(long at) {
        return new MediaException.Corrupt("the video is cut short, or damaged, at byte " + at);
    }
}
