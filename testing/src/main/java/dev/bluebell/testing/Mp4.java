package dev.bluebell.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The boxes of an MP4 file that say what it is. */
public final class Mp4 {

    private static final int MILLIS_A_SECOND = 1000;

    private Mp4() {}

    /**
     * A file with one track and no real pictures.
     *
     * @param brand four letters, like {@code isom}
     * @param codec four letters, like {@code avc1}
     * @param quarters how often it is turned by 90 degrees to be shown
     * @param width as stored
     * @param height as stored
     * @param seconds how long it takes
     * @return the whole file
     */
    public static byte[] video(String brand, String codec, int quarters, int width, int height, int seconds) {
        byte[] entry = box(codec, new byte[78]);
        byte[] table = box("stbl", box("stsd", ints(0, 1), entry));
        byte[] media = box("mdia", header("mdhd", seconds), box("hdlr", ints(0, 0), ascii("vide")), box("minf", table));
        byte[] movie = box("moov", header("mvhd", seconds), box("trak", track(quarters, width, height), media));
        return concat(box("ftyp", ascii(brand), ints(0)), movie, box("mdat", ascii("the pictures")));
    }

    private static byte[] header(String type, int seconds) {
        return box(type, ints(0, 0, 0, MILLIS_A_SECOND, seconds * MILLIS_A_SECOND));
    }

    private static byte[] track(int quarters, int width, int height) {
        int a = (int) Math.round(Math.cos(Math.PI / 2 * quarters)) << 16;
        int b = (int) Math.round(Math.sin(Math.PI / 2 * quarters)) << 16;
        return box("tkhd", ints(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, a, b, 0, -b, a, 0, 0, 0, 0, width << 16, height << 16));
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] content = concat(parts);
        return concat(ints(8 + content.length), ascii(type), content);
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
