package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Tells whether what a file calls its colour profile is one, so that nothing else hides there: it has the mark of the
 * International Color Consortium, and is as long as it says (ICC.1, 7.2). Only its header is ever held.
 */
final class ProfileCheck {

    /** The header and an empty table of tags. */
    static final int MIN_BYTES = 132;

    /** Those of cameras and screens have some kilobytes, those of presses up to two megabytes. */
    private static final long MAX_BYTES = 4L << 20;

    private static final int MARK_AT = 36;
    private static final byte[] MARK = "acsp".getBytes(StandardCharsets.US_ASCII);

    private static final int PIECE_BYTES = 8 << 10;
    private static final int MAX_PNG_NAME = 79;

    private ProfileCheck() {}

    private static boolean isProfile(byte[] header, long length) {
        return length >= MIN_BYTES
                && length <= MAX_BYTES
                && Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt()) == length
                && Arrays.equals(header, MARK_AT, MARK_AT + MARK.length, MARK, 0, MARK.length);
    }

    /** A profile that stands in the file as it is; at least its header is in one piece. */
    static boolean stored(FileBytes file, long data, long length) {
        return length >= MIN_BYTES && isProfile(file.bytes(data, MIN_BYTES), length);
    }

    /** The content of a PNG chunk {@code iCCP}: a name, a zero, the method 0, and the profile, compressed. */
    static boolean inPng(FileBytes file, long data, long length) {
        long end = data + length;
        long zero = data;
        while (zero < end && zero - data <= MAX_PNG_NAME && file.u8(zero) != 0) {
            zero++;
        }
        boolean named = zero > data && zero - data <= MAX_PNG_NAME && zero + 2 < end && file.u8(zero + 1) == 0;
        if (!named || length > MAX_BYTES) {
            return false;
        }
        Inflater inflater = new Inflater();
        try {
            return inflated(inflater, file, zero + 2, end);
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static boolean inflated(Inflater inflater, FileBytes file, long from, long end) throws DataFormatException {
        byte[] header = new byte[MIN_BYTES];
        byte[] some = new byte[PIECE_BYTES];
        long at = from;
        long length = 0;
        while (!inflater.finished() && length <= MAX_BYTES) {
            int count = inflater.inflate(some);
            if (length < MIN_BYTES) {
                System.arraycopy(some, 0, header, (int) length, (int) Math.min(count, MIN_BYTES - length));
            }
            length += count;
            if (count == 0 && !inflater.finished()) {
                if (at == end || inflater.needsDictionary()) {
                    return false;
                }
                byte[] next = file.bytes(at, Math.min(PIECE_BYTES, end - at));
                inflater.setInput(next);
                at += next.length;
            }
        }
        boolean nothingBehind = inflater.finished() && inflater.getRemaining() == 0 && at == end;
        return nothingBehind && isProfile(header, length);
    }
}
