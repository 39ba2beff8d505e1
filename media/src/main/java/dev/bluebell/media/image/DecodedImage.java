package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a reader of the JDK decoded, as plain rows. The numbers in the file are taken as they are; a profile that gives them
 * another meaning is applied after the picture was made smaller, when there is less of it. (Drawing such an image instead
 * changes how light greys are, and is slower.)
 */
final class DecodedImage implements Rows {

    private static final int MAX_PROFILE_BYTES = 4 << 20;

    private final BufferedImage image;
    private final Optional<ICC_Profile> profile;
    private final byte[] bytes;
    private final int[] samples;
    private final int[] palette;
    private final int bands;
    private final int bits;

    private DecodedImage(BufferedImage image, Optional<ICC_Profile> profile) {
        this.image = image;
        this.profile = profile;
        Raster raster = image.getRaster();
        bands = raster.getNumBands();
        bits = raster.getSampleModel().getSampleSize(0);
        boolean plainBytes = raster.getTransferType() == DataBuffer.TYPE_BYTE
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel
                && bits == 8;
        bytes = new byte[plainBytes ? image.getWidth() * bands : 0];
        samples = new int[plainBytes ? 0 : image.getWidth() * bands];
        palette = palette(image.getColorModel());
    }

    /** @throws IOException if it is in four inks, which need better care than the JDK takes */
    static DecodedImage of(BufferedImage image) throws IOException {
        if (image.getColorModel().getNumColorComponents() == 4) {
            throw new IOException("the picture is in four inks");
        }
        ColorSpace space = image.getColorModel().getColorSpace();
        boolean other = space instanceof ICC_ColorSpace && space.getNumComponents() == 3 && !space.isCS_sRGB();
        return new DecodedImage(image, other ? Optional.of(((ICC_ColorSpace) space).getProfile()) : Optional.empty());
    }

    /** The JDK leaves the colour profile of a PNG picture to us. */
    static DecodedImage ofPng(BufferedImage image, Path file) {
        try (FileBytes bytes = FileBytes.open(file)) {
            Optional<ICC_Profile> profile = inflate(PngLayout.storedProfile(bytes))
                    .flatMap(DecodedImage::profile)
                    .filter(one -> one.getNumComponents() == 3);
            return new DecodedImage(image, profile);
        }
    }

    /** @param stored a name, a zero, the method 0 and compressed data, after the PNG specification */
    private static Optional<byte[]> inflate(byte[] stored) {
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
            return inflater.finished() ? Optional.of(Arrays.copyOf(profile, length)) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static Optional<ICC_Profile> profile(byte[] data) {
        try {
            return Optional.of(ICC_Profile.getInstance(data));
        } catch (IllegalArgumentException e) { // browsers show pictures with a broken profile as if they had none
            return Optional.empty();
        }
    }

    private static int[] palette(ColorModel model) {
        if (!(model instanceof IndexColorModel indexed)) {
            return new int[0];
        }
        int[] colours = new int[indexed.getMapSize()];
        indexed.getRGBs(colours);
        return colours;
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    Bitmap shrunkTo(int width, int height) {
        Bitmap small =
                Resampler.shrink(this, width, height, image.getColorModel().hasAlpha());
        return profile.map(one -> Profiles.toSrgb(small, one)).orElse(small);
    }

    @Override
    public void read(int y, int[] into) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        if (bytes.length > 0) {
            raster.getDataElements(0, y, width, 1, bytes);
        } else {
            raster.getPixels(0, y, width, 1, samples);
        }
        for (int x = 0; x < width; x++) {
            into[x] = pixel(x * bands);
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
