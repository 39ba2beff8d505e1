package dev.bluebell.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as cameras, and people with bad intentions, send them. */
public final class Photo {

    /** 48 degrees, 51 minutes, 30.24 seconds, as GPS data has them. */
    private static final int[] LATITUDE = {48, 1, 51, 1, 3024, 100};

    private static final int ORIENTATION = 0x0112;
    private static final int GPS = 0x8825;
    private static final int LATITUDE_REF = 1;
    private static final int LATITUDE_VALUE = 2;
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;

    private Photo() {}

    /**
     * A JPEG as a phone that is held upright makes it: stored on its side, to be turned by 90 degrees clockwise, with the
     * place in its Exif data. As stored its left half has the shade, its right half is white.
     *
     * @param width as stored
     * @param height as stored
     * @param shade 0 to 255, so that not all are the same
     */
    public static byte[] sidewaysWithPlace(int width, int height, int shade) {
        byte[] exif = exif();
        byte[] jpeg = encode(halves(width, height, shade), "jpeg");
        int length = exif.length + 2;
        return ByteBuffer.allocate(jpeg.length + exif.length + 4)
                .put(jpeg, 0, 2)
                .put(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length})
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] exif() {
        ByteBuffer exif = ByteBuffer.allocate(6 + 38 + 30 + 24).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {'I', 'I', 42, 0}).putInt(8);
        exif.putShort((short) 2);
        entry(exif, ORIENTATION, SHORT, 1, 6);
        entry(exif, GPS, LONG, 1, 38);
        exif.putInt(0);
        exif.putShort((short) 2);
        entry(exif, LATITUDE_REF, ASCII, 2, 'N');
        entry(exif, LATITUDE_VALUE, RATIONAL, 3, 68);
        exif.putInt(0);
        return exif.put(latitude()).array();
    }

    private static void entry(ByteBuffer exif, int tag, int type, int count, int value) {
        exif.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static byte[] latitude() {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : LATITUDE) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    /** Whether the place of {@link #sidewaysWithPlace} stands anywhere in a file. */
    public static boolean tellsPlace(byte[] file) {
        return text(file).contains(text(latitude())) || text(file).contains("Exif");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A PNG without any metadata; its left half has the shade, its right half is white. */
    public static byte[] png(int width, int height, int shade) {
        return encode(halves(width, height, shade), "png");
    }

    /** A GIF with so many frames, and a comment at its end. */
    public static byte[] animation(int frames, int width, int height, String comment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                writer.writeToSequence(new IIOImage(halves(width, height, 200 * i / frames), null, null), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        byte[] gif = bytes.toByteArray();
        byte[] words = comment.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(gif.length + words.length + 4)
                .put(gif, 0, gif.length - 1)
                .put(new byte[] {0x21, (byte) 0xFE, (byte) words.length})
                .put(words)
                .put(new byte[] {0, 0x3B})
                .array();
    }

    private static BufferedImage halves(int width, int height, int shade) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, width, height);
        brush.setColor(new Color(shade, 0, 0));
        brush.fillRect(0, 0, width / 2, height);
        brush.dispose();
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("nothing writes " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The pixels of a JPEG or PNG. */
    public static BufferedImage decode(byte[] file) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
            if (image == null) {
                throw new AssertionError("this is no picture that Java reads");
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG of one bit a pixel that has all the pixels it promises, in next to no bytes. */
    public static byte[] bomb(int width, int height) {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(pixels, new Deflater(Deflater.BEST_COMPRESSION), 1 << 16)) {
            byte[] row = new byte[(width + 7) / 8 + 1];
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        byte[] oneBit = {1, 0, 0, 0, 0};
        png.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13).putInt(width).putInt(height).put(oneBit).array()));
        png.writeBytes(chunk("IDAT", pixels.toByteArray()));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String name, byte[] data) {
        byte[] code = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(code);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(code)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
