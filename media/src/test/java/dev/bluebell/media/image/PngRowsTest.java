package dev.bluebell.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside the reader of the JDK, which reads the same pictures all at once. */
class PngRowsTest {

    private static final int WIDTH = 21;
    private static final int HEIGHT = 13;

    @TempDir
    Path folder;

    static Stream<BufferedImage> images() {
        return Stream.of(
                indexed(1),
                indexed(2),
                indexed(4),
                indexed(8),
                ofChannels(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_BYTE),
                ofChannels(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE),
                ofChannels(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_USHORT),
                ofChannels(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_BYTE),
                ofChannels(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_BYTE),
                ofChannels(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT),
                ofChannels(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_USHORT),
                new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY),
                Pictures.photo(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB),
                Pictures.photo(1, 1, BufferedImage.TYPE_INT_RGB));
    }

    private static BufferedImage indexed(int bits) {
        Random random = new Random(bits);
        byte[] colours = new byte[4 << bits];
        random.nextBytes(colours);
        IndexColorModel model = new IndexColorModel(bits, 1 << bits, colours, 0, true);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            raster.setSample(i % WIDTH, i / WIDTH, 0, random.nextInt(1 << bits));
        }
        return new BufferedImage(model, raster, false, null);
    }

    private static BufferedImage ofChannels(int space, boolean alpha, int type) {
        Random random = new Random(type);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(space),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                type);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT * raster.getNumBands(); i++) {
            int place = i / raster.getNumBands();
            raster.setSample(place % WIDTH, place / WIDTH, i % raster.getNumBands(), random.nextInt(1 << 16));
        }
        return new BufferedImage(model, raster, false, null);
    }

    private static byte[] encode(BufferedImage image, boolean interlaced) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = JdkPlugins.writer("png");
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private byte[] ours(byte[] png) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (FileBytes file = FileBytes.open(Files.write(folder.resolve("png"), png));
                PngRows rows = new PngRows(file, PngChunks.read(file))) {
            rows.read(all::writeBytes);
        }
        return all.toByteArray();
    }

    private static byte[] theirs(byte[] png) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new DecodedImage(ImageIO.read(new ByteArrayInputStream(png))).read(all::writeBytes);
        return all.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("images")
    void readsWhatTheJdkReads(BufferedImage image) throws IOException {
        for (boolean interlaced : new boolean[] {false, true}) {
            byte[] png = encode(image, interlaced);

            assertThat(ours(png)).isEqualTo(theirs(png));
        }
    }

    @Test
    void readsTheColourThatStandsForTransparency() throws IOException {
        BufferedImage image = Pictures.quarters(WIDTH, HEIGHT);
        byte[] png = Pictures.pngWith(encode(image, false), Pictures.chunk("tRNS", 0, 255, 0, 0, 0, 0));

        assertThat(ours(png)).isEqualTo(theirs(png)).startsWith(255, 0, 0, 0).endsWith(255, 255, 255, 255);
    }

    @Test
    void refusesColoursThatDoNotGoTogether() throws IOException {
        byte[] png = encode(ofChannels(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_BYTE), false);
        for (int[] wrong : new int[][] {{24, 3}, {24, 7}, {24, 0}, {25, 3}, {25, 1}, {25, 8}}) {
            byte[] changed = png.clone();
            changed[wrong[0]] = (byte) wrong[1];

            assertThatThrownBy(() -> ours(changed)).isInstanceOf(MediaException.Corrupt.class);
        }
    }
}
