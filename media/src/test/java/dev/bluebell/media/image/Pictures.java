package dev.bluebell.media.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures made for tests, and the parts of their formats. */
final class Pictures {

    static final int RED = 0xFFFF0000;
    static final int GREEN = 0xFF00FF00;
    static final int BLUE = 0xFF0000FF;
    static final int WHITE = 0xFFFFFFFF;

    /** A sentence that no clean picture may have in it. */
    static final String SECRET = "48.8584 N, 2.2945 E";

    /** 32x24 with red, green / blue, white quarters, without loss, as libwebp writes it. */
    private static final String QUARTERS_WEBP =
            "UklGRjgAAABXRUJQVlA4TCwAAAAvH8AFAB8gEEjeHzqN+RcQFPwf3fxHZA+AINtmkpOc5AUOENH/qFL9Bdi2Xw==";

    private Pictures() {}

    /** Red, green / blue, white quarters. */
    static BufferedImage quarters(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean left = x < width / 2;
                boolean top = y < height / 2;
                image.setRGB(x, y, top ? (left ? RED : GREEN) : (left ? BLUE : WHITE));
            }
        }
        return image;
    }

    /** Noise over soft colours: as hard to compress as a photo of leaves. */
    static BufferedImage photo(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = random.nextInt(60);
                int red = x * 190 / width + noise;
                int green = y * 190 / height + noise;
                image.setRGB(x, y, 0xFF000000 | red << 16 | green << 8 | 120 + noise);
            }
        }
        return image;
    }

    /** Half of the pixels transparent, at random. */
    static BufferedImage holes(int width, int height) {
        BufferedImage image = photo(width, height, BufferedImage.TYPE_INT_ARGB);
        Random random = new Random(8);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, image.getRGB(x, y) & (random.nextBoolean() ? 0xFFFFFF : 0x7FFFFFFF));
            }
        }
        return image;
    }

    static byte[] encode(BufferedImage image, String format) {
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

    static byte[] jpeg(BufferedImage image, float quality) {
        return writeJpeg(new IIOImage(image, null, null), quality, false);
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        return writeJpeg(new IIOImage(image, null, null), 0.9f, true);
    }

    /** The whole picture in these inks, 0 to 255 each, which stand inverted in the file, as Photoshop writes them. */
    static byte[] cmykJpeg(int width, int height, int... inks) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        int[] inverted = Arrays.stream(inks).map(ink -> 255 - ink).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, inverted);
            }
        }
        byte[] adobe = segment(0xEE, "Adobe", 0, 100, 0, 0, 0, 0, 0);
        return jpegWith(writeJpeg(new IIOImage(raster, null, null), 0.95f, false), adobe);
    }

    private static byte[] writeJpeg(IIOImage image, float quality, boolean progressive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriter writer = JdkPlugins.writer("jpeg");
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, image, param);
            writer.dispose();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A GIF with so many frames of the same size. */
    static byte[] gif(int frames, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriter writer = JdkPlugins.writer("gif");
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED);
                image.setRGB(i % width, 0, RED);
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
                writer.writeToSequence(new IIOImage(image, null, metadata), null);
            }
            writer.endWriteSequence();
            writer.dispose();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gifWithComment(byte[] gif) {
        byte[] comment = bytes(0x21, 0xFE, SECRET.length(), SECRET, 0);
        int end = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        return insert(gif, end, comment);
    }

    /** Without compression, the pixels last. */
    static byte[] tiff(BufferedImage image, int orientation) {
        int entries = 10;
        int directory = 8;
        int bitsAt = directory + 2 + 12 * entries + 4;
        int pixelsAt = bitsAt + 6;
        ByteBuffer tiff = ByteBuffer.allocate(pixelsAt + 3 * image.getWidth() * image.getHeight());
        tiff.put(bytes("MM", 0, 42)).putInt(directory).putShort((short) entries);
        entry(tiff, 256, 4, 1, image.getWidth());
        entry(tiff, 257, 4, 1, image.getHeight());
        entry(tiff, 258, 3, 3, bitsAt);
        entry(tiff, 259, 3, 1, 1 << 16);
        entry(tiff, 262, 3, 1, 2 << 16);
        entry(tiff, 273, 4, 1, pixelsAt);
        entry(tiff, 274, 3, 1, orientation << 16);
        entry(tiff, 277, 3, 1, 3 << 16);
        entry(tiff, 278, 4, 1, image.getHeight());
        entry(tiff, 279, 4, 1, 3 * image.getWidth() * image.getHeight());
        tiff.putInt(0);
        tiff.putShort((short) 8).putShort((short) 8).putShort((short) 8);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                tiff.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
            }
        }
        return tiff.array();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    /** Exif data with this orientation and a place. */
    static byte[] exif(int orientation) {
        byte[] place = SECRET.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(38 + place.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 2, 0})
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .putShort((short) 0x010E) // a description stands for what the GPS directory says
                .putShort((short) 2)
                .putInt(place.length)
                .putInt(38)
                .putInt(0)
                .put(place)
                .array();
    }

    static byte[] jpegWith(byte[] jpeg, byte[]... segments) {
        return insert(jpeg, 2, concat(segments));
    }

    static byte[] segment(int code, Object... parts) {
        byte[] data = bytes(parts);
        return concat(bytes(0xFF, code, (data.length + 2) >> 8, (data.length + 2) & 0xFF), data);
    }

    static byte[] exifSegment(int orientation) {
        return segment(0xE1, "Exif\0\0", exif(orientation));
    }

    /** Puts a chunk before the pixels. */
    static byte[] pngWith(byte[] png, byte[]... chunks) {
        return insert(png, 33, concat(chunks));
    }

    static byte[] chunk(String name, Object... parts) {
        byte[] data = bytes(parts);
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** So many zeros, which compress to a thousandth. */
    static byte[] deflatedZeros(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(1))) {
            byte[] some = new byte[1 << 20];
            for (int done = 0; done < count; done += some.length) {
                deflater.write(some);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A one-bit PNG with pixels for all of its size, which compress to nearly nothing. */
    static void writeBomb(Path file, int width, int height) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(pixels, new Deflater(9), 1 << 16)) {
            byte[] row = new byte[(width + 7) / 8 + 1];
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes(0x89, "PNG\r\n", 0x1A, "\n"));
            out.write(chunk("IHDR", bigEndian(width), bigEndian(height), 1, 0, 0, 0, 0));
            out.write(chunk("IDAT", pixels.toByteArray()));
            out.write(chunk("IEND"));
        }
    }

    /** 32x24 quarters. */
    static byte[] webp() {
        return Base64.getDecoder().decode(QUARTERS_WEBP);
    }

    /** The same picture in the extended form, with these flags and further chunks. */
    static byte[] extendedWebp(int flags, byte[]... chunksAfter) {
        byte[] pixels = Arrays.copyOfRange(webp(), 12, webp().length);
        return riff(concat(webpChunk("VP8X", flags, 0, 0, 0, 31, 0, 0, 23, 0, 0), pixels, concat(chunksAfter)));
    }

    /** The same picture in the extended form, with this as its colour profile. */
    static byte[] profiledWebp(byte[] profile) {
        byte[] header = webpChunk("VP8X", 0x20, 0, 0, 0, 31, 0, 0, 23, 0, 0);
        return riff(concat(header, webpChunk("ICCP", profile), Arrays.copyOfRange(webp(), 12, webp().length)));
    }

    /** The same picture several times. */
    static byte[] animatedWebp(int frames, byte[]... chunksAfter) {
        byte[] pixels = Arrays.copyOfRange(webp(), 12, webp().length);
        byte[] frame = webpChunk("ANMF", 0, 0, 0, 0, 0, 0, 31, 0, 0, 23, 0, 0, 100, 0, 0, 0, pixels);
        byte[][] all = new byte[frames][];
        Arrays.fill(all, frame);
        return riff(concat(
                webpChunk("VP8X", 2, 0, 0, 0, 31, 0, 0, 23, 0, 0),
                webpChunk("ANIM", 0, 0, 0, 0, 0, 0),
                concat(all),
                concat(chunksAfter)));
    }

    static byte[] webpChunk(String name, Object... parts) {
        byte[] data = bytes(parts);
        return concat(bytes(name), littleEndian(data.length), data, new byte[data.length & 1]);
    }

    static byte[] riff(byte[] chunks) {
        return concat(bytes("RIFF"), littleEndian(chunks.length + 4), bytes("WEBP"), chunks);
    }

    static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** Numbers as single bytes, text and byte arrays, one after the other. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case Integer number -> out.write(number);
                case String text -> out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                case byte[] some -> out.writeBytes(some);
                default -> throw new IllegalArgumentException("not bytes: " + part);
            }
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        return bytes((Object[]) parts);
    }

    static byte[] insert(byte[] into, int at, byte[] more) {
        return concat(Arrays.copyOf(into, at), more, Arrays.copyOfRange(into, at, into.length));
    }
}
