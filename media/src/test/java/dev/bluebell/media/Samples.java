package dev.bluebell.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;

/** Beginnings of files, by the names that the tests' tables use. */
final class Samples {

    private Samples() {}

    static byte[] image(String format) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An ISO media file that begins with a file type box of these brands, the major one first. */
    static byte[] iso(String majorBrand, String... compatibleBrands) {
        byte[] brands = latin1(majorBrand + "\0\0\2\0" + String.join("", compatibleBrands));
        return concat(new byte[] {0, 0, 0, (byte) (8 + brands.length)}, latin1("ftyp"), brands, box("moov"));
    }

    /** An empty box of this type. */
    static byte[] box(String type) {
        return concat(new byte[] {0, 0, 0, 8}, latin1(type));
    }

    /** A Matroska header as libwebm writes it. */
    static byte[] ebml(String docType) {
        byte[] before = hex("1a45dfa3 01000000 0000001f 42868101 42f78101 42f28104 42f38108 4282");
        return concat(before, new byte[] {(byte) (0x80 | docType.length())}, latin1(docType), hex("42878104"));
    }

    /** Silent MPEG 1 layer III frames: 128 kbit/s at 44.1 kHz, 417 bytes each. */
    static byte[] mp3Frames(int count) {
        return repeat(concat(hex("fffb9000"), new byte[413]), count);
    }

    /** MPEG 2 layer III frames: 64 kbit/s at 22.05 kHz, 208 bytes each, one more with padding. */
    static byte[] mpeg2Frames() {
        return concat(hex("fff38200"), new byte[205], hex("fff38000"), new byte[204]);
    }

    /** ADTS frames of 200 bytes. */
    static byte[] aacFrames(int count) {
        return repeat(concat(hex("fff15080 191ffc"), new byte[193]), count);
    }

    static byte[] transportPackets(int count) {
        return repeat(concat(hex("47400010"), new byte[184]), count);
    }

    static byte[] ogg(String codecMark) {
        return concat(latin1("OggS"), new byte[24], latin1(codecMark), new byte[20]);
    }

    static byte[] riff(String form) {
        return concat(latin1("RIFF"), hex("24000000"), latin1(form), latin1("fmt "));
    }

    /** What encrypted content looks like. */
    static byte[] noise(long seed) {
        byte[] bytes = new byte[TypeSniffer.HEAD_BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] repeat(byte[] part, int count) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
