package dev.bluebell.media.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * JPEG and PNG by the JDK, without metadata. Huffman tables of their own would save pictures one byte in a hundred, but cost a
 * fifth more time and all their coefficients in memory.
 */
final class JavaEncoders {

    /** The JDK counts backwards: 0 is the most work. This is level 6 of 9. */
    private static final float PNG_COMPRESSION = 0.33f;

    private JavaEncoders() {}

    static void write(Bitmap picture, String type, int quality, OutputStream out) throws IOException {
        boolean jpeg = type.equals("image/jpeg");
        ImageWriter writer = JdkPlugins.writer(jpeg ? "jpeg" : "png");
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(jpeg ? quality / 100f : PNG_COMPRESSION);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(jpeg ? interleaved(picture, 3) : smallest(picture), null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage smallest(Bitmap picture) {
        if (picture.hasAlpha()) {
            return interleaved(picture, 4);
        }
        byte[] samples = picture.samples();
        boolean grey = true;
        for (int i = 0; i < samples.length; i += picture.channels()) {
            grey &= samples[i] == samples[i + 1] && samples[i] == samples[i + 2];
        }
        return interleaved(picture, grey ? 1 : 3);
    }

    /** The first of the channels, without a copy. */
    private static BufferedImage interleaved(Bitmap picture, int channels) {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                channels == 4,
                false,
                channels == 4 ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(picture.samples(), picture.samples().length),
                picture.width(),
                picture.height(),
                picture.width() * picture.channels(),
                picture.channels(),
                IntStream.range(0, channels).toArray(),
                null);
        return new BufferedImage(model, raster, false, null);
    }
}
