package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;

/** The colour profile of a JPEG file, whose parts are in segments of their own (ICC.1, B.4). */
final class JpegProfile {

    private static final String NAME = "ICC_PROFILE\0";

    /** From the marker of a segment to the number of its part, to the count of all parts, and to its bytes. */
    private static final int NUMBER = 4 + NAME.length();

    private static final int COUNT = NUMBER + 1;
    private static final int DATA = COUNT + 1;

    private static final int APP2 = 0xE2;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;

    private JpegProfile() {}

    /** Whether the segment from {@code marker} to {@code end} says that it is a part of a profile. */
    static boolean isPart(FileBytes file, long marker, long end) {
        return file.u8(marker + 1) == APP2 && end >= marker + DATA && file.has(marker + 4, NAME);
    }

    /** Whether the parts from the first one to the pixels are a profile: all are there, once, and in order. */
    static boolean isWhole(FileBytes file, long firstPart) {
        int count = file.u8(firstPart + COUNT);
        int parts = 0;
        long bytes = 0;
        for (long at = firstPart; ; ) {
            long marker = JpegLayout.marker(file, at);
            int code = file.u8(marker + 1);
            if (code == START_OF_SCAN || code == END) {
                return parts == count && ProfileCheck.stored(file, firstPart + DATA, bytes);
            }
            long end = marker + 2 + file.u16(marker + 2);
            if (isPart(file, marker, end)) {
                parts++;
                long length = end - marker - DATA;
                boolean next = file.u8(marker + NUMBER) == parts && file.u8(marker + COUNT) == count;
                if (!next || (parts == 1 && length < ProfileCheck.MIN_BYTES)) {
                    return false;
                }
                bytes += length;
            }
            at = end;
        }
    }
}
