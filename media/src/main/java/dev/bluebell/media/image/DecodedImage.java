package dev.bluebell.media.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * What a reader decoded, as plain rows. The numbers in the file are taken as they are; a profile that gives them another
 * meaning is applied after the picture was made smaller, when there is less of it. (Drawing such an image instead changes how
 * light greys are, and is slower.)
 */
final class DecodedImage {

    private final BufferedImage image;
    private final byte[] bytes;
    private final int[] samples;
    private final int[] palette;
    private final int bands;
    private final int bits;
    private final int channels;

    DecodedImage(BufferedImage image) {
        this.image = image;
        Raster raster = image.getRaster();
        bands = raster.getNumBands();
        channels = image.getColorModel().hasAlpha() ? 4 : 3;
        bits = raster.getSampleModel().getSampleSize(0);
        boolean plainBytes = raster.getTransferType() == DataBuffer.TYPE_BYTE
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel
                && bits == 8;
        bytes = new byte[plainBytes ? image.getWidth() * bands : 0];
        samples = new int[plainBytes ? 0 : image.getWidth() * bands];
        palette = palette(image.getColorModel());
    }

    /** The profile that says what colours mean, if it is not sRGB. */
    static Optional<ICC_Profile> profile(ColorModel model) {
        ColorSpace space = model.getColorSpace();
        boolean other = space instanceof ICC_ColorSpace && space.getNumComponents() == 3 && !space.isCS_sRGB();
        return other ? Optional.of(((ICC_ColorSpace) space).getProfile()) : Optional.empty();
    }

    private static int[] palette(ColorModel model) {
        if (!(model instanceof IndexColorModel indexed)) {
            return new int[0];
        }
        int[] colours = new int[indexed.getMapSize()];
        indexed.getRGBs(colours);
        return colours;
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    /** 3, or 4 with alpha. */
    int channels() {
        return channels;
    }

    /** Hands all rows over. */
    void read(Rows rows) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        byte[] row = new byte[width * channels];
        for (int y = 0; y < image.getHeight(); y++) {
            if (bytes.length > 0) {
                raster.getDataElements(0, y, width, 1, bytes);
            } else {
                raster.getPixels(0, y, width, 1, samples);
            }
            for (int x = 0; x < width; x++) {
                put(pixel(x * bands), row, x);
            }
            rows.accept(row);
        }
    }

    private void put(int argb, byte[] row, int x) {
        int to = x * channels;
        row[to] = (byte) (argb >> 16);
        row[to + 1] = (byte) (argb >> 8);
        row[to + 2] = (byte) argb;
        if (channels == 4) {
            row[to + 3] = (byte) (argb >>> 24);
        }
    }

    private int pixel(int at) {
        if (palette.length > 0) {
            return palette[Math.min(sample(at), palette.length - 1)];
        }
        return switch (bands) {
            case 1 -> 0xFF000000 | level(at) * 0x010101;
            case 2 -> level(at + 1) << 24 | level(at) * 0x010101;
            case 3 -> 0xFF000000 | level(at) << 16 | level(at + 1) << 8 | level(at + 2);
            default -> level(at + 3) << 24 | level(at) << 16 | level(at + 1) << 8 | level(at + 2);
        };
    }

    private int sample(int at) {
        return bytes.length > 0 ? bytes[at] & 0xFF : samples[at];
    }

    /** 0 to 255, however many bits a sample has. */
    private int level(int at) {
        int sample = sample(at);
        long most = (1L << bits) - 1;
        return bits == 8 ? sample : (int) ((sample * 255L + most / 2) / most);
    }
}
