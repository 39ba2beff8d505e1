package dev.bluebell.media.image;

import java.awt.Transparency;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Colour profiles of the International Color Consortium, in red, green and blue. */
final class Profiles {

    /** The rows that are worked on at once, so that a large picture need not be there twice. */
    private static final int STRIP_PIXELS = 1 << 16;

    private static final int MAX_PROFILE_BYTES = 4 << 20;

    private Profiles() {}

    /** Gives the picture the same colours in sRGB. A profile that cannot be used is taken for sRGB, as browsers do. */
    static void toSrgb(Bitmap picture, ICC_Profile profile) {
        int channels = picture.channels();
        int pixels = picture.width() * picture.height();
        byte[] from = new byte[3 * Math.min(pixels, STRIP_PIXELS)];
        byte[] to = new byte[from.length];
        try {
            ColorSpace space = new ICC_ColorSpace(profile);
            ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
            ColorConvertOp conversion = new ColorConvertOp(null);
            for (int first = 0; first < pixels; first += STRIP_PIXELS) {
                int count = Math.min(STRIP_PIXELS, pixels - first);
                copy(picture.samples(), first * channels, channels, from, 0, 3, count);
                conversion.filter(line(from, count, space), line(to, count, srgb));
                copy(to, 0, 3, picture.samples(), first * channels, channels, count);
            }
        } catch (CMMException | IllegalArgumentException e) {
            return; // the first strip fails, or none
        }
    }

    /** The colours of some pixels, between arrays in which pixels are so many bytes apart. */
    private static void copy(byte[] from, int first, int fromStep, byte[] to, int start, int toStep, int count) {
        int source = first;
        int target = start;
        for (int i = 0; i < count; i++) {
            to[target] = from[source];
            to[target + 1] = from[source + 1];
            to[target + 2] = from[source + 2];
            source += fromStep;
            target += toStep;
        }
    }

    private static BufferedImage line(byte[] samples, int pixels, ColorSpace space) {
        ColorModel model = new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(
                model,
                Raster.createInterleavedRaster(
                        new DataBufferByte(samples, samples.length),
                        pixels,
                        1,
                        3 * pixels,
                        3,
                        new int[] {0, 1, 2},
                        null),
                false,
                null);
    }

    /** The profile in a PNG file: a name, a zero, the method 0 and compressed data (PNG specification). */
    static Optional<ICC_Profile> inflate(byte[] stored) {
        int name = 0;
        while (name < stored.length && stored[name] != 0) {
            name++;
        }
        if (name + 2 >= stored.length) {
            return Optional.empty();
        }
        byte[] profile = new byte[MAX_PROFILE_BYTES];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored, name + 2, stored.length - name - 2);
            int length = 0;
            int more = -1;
            while (more != 0 && length < profile.length) {
                more = inflater.inflate(profile, length, profile.length - length);
                length += more;
            }
            return inflater.finished() ? profile(profile) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static Optional<ICC_Profile> profile(byte[] data) {
        try {
            return Optional.of(ICC_Profile.getInstance(data)).filter(one -> one.getNumComponents() == 3);
        } catch (IllegalArgumentException e) { // browsers show pictures with a broken profile as if they had none
            return Optional.empty();
        }
    }
}
