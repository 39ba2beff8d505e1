package dev.bluebell.media.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The one thing of Exif data that changes how a picture looks: its orientation. Nothing in it is an error. */
final class Exif {

    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /** @param data a TIFF structure, with or without {@code Exif\0\0} before it */
    static Orientation orientation(byte[] data) {
        int start = startsWithPrefix(data) ? PREFIX.length : 0;
        if (data.length < start + 8) {
            return Orientation.UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(data, start, data.length - start).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (tiff.getShort(2) != 42 || directory > tiff.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) i * ENTRY_BYTES;
            if (at > tiff.limit() - ENTRY_BYTES) {
                break;
            }
            if (Short.toUnsignedInt(tiff.getShort((int) at)) == ORIENTATION && tiff.getShort((int) at + 2) == SHORT) {
                return Orientation.ofExif(Short.toUnsignedInt(tiff.getShort((int) at + 8)));
            }
        }
        return Orientation.UPRIGHT;
    }

    private static boolean startsWithPrefix(byte[] data) {
        if (data.length < PREFIX.length) {
            return false;
        }
        for (int i = 0; i < PREFIX.length; i++) {
            if (data[i] != PREFIX[i]) {
                return false;
            }
        }
        return true;
    }

    /** A TIFF structure that says the orientation and nothing else, 26 bytes. */
    static byte[] of(Orientation orientation) {
        return ByteBuffer.allocate(26)
                .put((byte) 'M')
                .put((byte) 'M')
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) ORIENTATION)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) orientation.exif())
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
