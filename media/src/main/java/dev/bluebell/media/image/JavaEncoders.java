package dev.bluebell.media.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG and PNG by the JDK, without metadata. */
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
            if (param instanceof JPEGImageWriteParam tables) {
                tables.setOptimizeHuffmanTables(true);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(jpeg ? opaque(picture) : smallest(picture), null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage smallest(Bitmap picture) {
        boolean grey = true;
        boolean alpha = false;
        for (int pixel : picture.argb()) {
            int low = pixel & 0xFF;
            grey &= low == (pixel >> 8 & 0xFF) && low == (pixel >> 16 & 0xFF);
            alpha |= pixel >>> 24 != 0xFF;
        }
        if (alpha) {
            return packed(picture, 0xFF000000);
        }
        return grey ? grey(picture) : opaque(picture);
    }

    private static BufferedImage opaque(Bitmap picture) {
        return packed(picture, 0);
    }

    private static BufferedImage packed(Bitmap picture, int alphaMask) {
        int[] masks =
                alphaMask == 0 ? new int[] {0xFF0000, 0xFF00, 0xFF} : new int[] {0xFF0000, 0xFF00, 0xFF, alphaMask};
        return new BufferedImage(
                new DirectColorModel(alphaMask == 0 ? 24 : 32, 0xFF0000, 0xFF00, 0xFF, alphaMask),
                Raster.createPackedRaster(
                        new DataBufferInt(picture.argb(), picture.argb().length),
                        picture.width(),
                        picture.height(),
                        picture.width(),
                        masks,
                        null),
                false,
                null);
    }

    private static BufferedImage grey(Bitmap picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] levels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) picture.argb()[i];
        }
        return image;
    }
}
