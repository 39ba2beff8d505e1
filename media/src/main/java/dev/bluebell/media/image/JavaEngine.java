package dev.bluebell.media.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;

/**
 * Pictures by the JDK, with the readers of TwelveMonkeys for WebP and for JPEG in four inks. It writes JPEG and PNG. Of JPEG and
 * PNG it holds a few rows beside the result; other pictures, and interlaced PNG, it holds as a whole while it decodes them.
 */
public final class JavaEngine implements ImageEngine {

    /** What the readers need for themselves, and the rest of the program. */
    private static final long SPARE_BYTES = 24 << 20;

    private static final long DECODED_PIXEL_BYTES = 4;

    @Override
    public String name() {
        return "Java";
    }

    @Override
    public boolean writes(String type) {
        return type.equals("image/jpeg") || type.equals("image/png");
    }

    @Override
    public ImageInfo probe(Path file, String type) {
        throw new MediaException.Unsupported(
                type + " can be read only with libvips; install the package libvips42, or convert it to JPEG");
    }

    /** @throws MediaException.TooLarge if this Java has not the memory that decoding it takes */
    @Override
    public Picture open(Path file, ImageInfo info, int maxSide) {
        try {
            return switch (info.type()) {
                case "image/jpeg" -> jpeg(file, info, maxSide);
                case "image/png" -> png(file, info, maxSide);
                case "image/webp" -> whole(new WebPImageReaderSpi().createReaderInstance(null), file, info, maxSide);
                default -> whole(JdkPlugins.reader(info.type().substring("image/".length())), file, info, maxSide);
            };
        } catch (IOException | RuntimeException e) { // readers throw all kinds when bytes are wrong
            if (e instanceof MediaException known) {
                throw known;
            }
            throw new MediaException.Corrupt("the picture is damaged and cannot be decoded", e);
        }
    }

    /** The JDK's reader is the fastest; TwelveMonkeys reads four inks and what else the JDK refuses. */
    private static Bitmap jpeg(Path file, ImageInfo info, int maxSide) throws IOException {
        try {
            return rowByRow(file, info, maxSide);
        } catch (MediaException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            try {
                return whole(JdkPlugins.registered(JPEGImageReaderSpi::new), file, info, maxSide);
            } catch (IOException | RuntimeException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    private static Bitmap rowByRow(Path file, ImageInfo info, int maxSide) throws IOException {
        ImageReader reader = JdkPlugins.reader("jpeg");
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            prepare(reader, in);
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            if (!types.hasNext()) {
                throw new IOException("the picture is in four inks");
            }
            ImageTypeSpecifier type = types.next();
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            Resampler resampler = resampler(info, width, height, 3, maxSide, 0);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setDestination(PassingRaster.image(type, width, height, resampler));
            reader.read(0, param);
            return inSrgb(resampler.finish(), DecodedImage.profile(type.getColorModel()));
        } finally {
            reader.dispose();
        }
    }

    private static Bitmap png(Path path, ImageInfo info, int maxSide) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            PngChunks chunks = PngChunks.read(file);
            try (PngRows rows = new PngRows(file, chunks)) {
                Resampler resampler =
                        resampler(info, rows.width(), rows.height(), rows.channels(), maxSide, rows.heldBytes());
                rows.read(resampler);
                return inSrgb(resampler.finish(), Profiles.inflate(chunks.profile()));
            }
        }
    }

    private static Bitmap whole(ImageReader reader, Path file, ImageInfo info, int maxSide) throws IOException {
        requireMemory(DECODED_PIXEL_BYTES * info.storedWidth() * info.storedHeight());
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            prepare(reader, in);
            BufferedImage image = reader.read(0);
            if (image.getColorModel().getNumColorComponents() == 4) {
                throw new IOException("the picture is in four inks");
            }
            DecodedImage decoded = new DecodedImage(image);
            Resampler resampler = resampler(info, decoded.width(), decoded.height(), decoded.channels(), maxSide, 0);
            decoded.read(resampler);
            return inSrgb(resampler.finish(), DecodedImage.profile(image.getColorModel()));
        } finally {
            reader.dispose();
        }
    }

    private static void prepare(ImageReader reader, FileImageInputStream in) {
        reader.setInput(in, true, true); // metadata is not looked at, so it cannot do harm
        reader.addIIOReadWarningListener((source, warning) -> refuseDamage(warning));
    }

    /** The JPEG decoder only warns of lost data and goes on in grey. Its other warnings are harmless. */
    private static void refuseDamage(String warning) {
        String words = warning.toLowerCase(Locale.ROOT);
        if (words.contains("premature end") || words.contains("bad huffman")) {
            throw new MediaException.Corrupt("the JPEG picture is damaged: part of it is missing");
        }
    }

    /** @param heldBytes what is in memory beside the result */
    private static Resampler resampler(
            ImageInfo info, int fromWidth, int fromHeight, int channels, int maxSide, long heldBytes) {
        double scale = Math.min(1, (double) maxSide / Math.max(fromWidth, fromHeight));
        int width = Math.max(1, (int) Math.round(fromWidth * scale));
        int height = Math.max(1, (int) Math.round(fromHeight * scale));
        requireMemory((long) width * height * channels + heldBytes);
        return new Resampler(fromWidth, fromHeight, channels, width, height, info.orientation());
    }

    private static void requireMemory(long bytes) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes + SPARE_BYTES > most) {
            throw new MediaException.TooLarge("decoding the picture takes %d MB of memory, and this Java has %d MB;"
                            .formatted((bytes + SPARE_BYTES) >> 20, most >> 20)
                    + " install the package libvips42, or let it have more (-Xmx)");
        }
    }

    private static Bitmap inSrgb(Bitmap picture, Optional<ICC_Profile> profile) {
        profile.ifPresent(one -> Profiles.toSrgb(picture, one));
        return picture;
    }
}
