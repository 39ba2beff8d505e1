package dev.bluebell.media.image;

import java.awt.Transparency;
import java.awt.color.CMMException;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Colour profiles of the International Color Consortium. */
final class Profiles {

    private Profiles() {}

    /** The same colours in sRGB. A profile that cannot be used is taken for sRGB, as browsers do. */
    static Bitmap toSrgb(Bitmap picture, ICC_Profile profile) {
        try {
            BufferedImage result = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
            new ColorConvertOp(null).filter(in(profile, picture), result);
            int[] argb = result.getRGB(0, 0, picture.width(), picture.height(), null, 0, picture.width());
            for (int i = 0; i < argb.length; i++) {
                argb[i] = (argb[i] & 0xFFFFFF) | (picture.argb()[i] & 0xFF000000);
            }
            return new Bitmap(picture.width(), picture.height(), argb);
        } catch (CMMException | IllegalArgumentException e) {
            return picture;
        }
    }

    private static BufferedImage in(ICC_Profile profile, Bitmap picture) {
        int[] argb = picture.argb();
        byte[] samples = new byte[argb.length * 3];
        for (int i = 0; i < argb.length; i++) {
            samples[3 * i] = (byte) (argb[i] >> 16);
            samples[3 * i + 1] = (byte) (argb[i] >> 8);
            samples[3 * i + 2] = (byte) argb[i];
        }
        ColorModel model = new ComponentColorModel(
                new ICC_ColorSpace(profile), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                picture.width(),
                picture.height(),
                picture.width() * 3,
                3,
                new int[] {0, 1, 2},
                null);
        return new BufferedImage(model, raster, false, null);
    }
}
