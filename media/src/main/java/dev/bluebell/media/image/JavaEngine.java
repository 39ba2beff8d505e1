package dev.bluebell.media.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.bluebell.media.MediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** Pictures by the JDK, with the readers of TwelveMonkeys for WebP and for JPEG in four inks. It writes JPEG and PNG. */
public final class JavaEngine implements ImageEngine {

    /** So many pixels are decoded for one of the result on each axis, so that nothing thin is lost. */
    private static final int OVERSAMPLING = 4;

    /** Larger ones are thinned out while they are decoded. At three or four bytes each. */
    private static final long MAX_DECODED_PIXELS = 50_000_000;

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

    @Override
    public Picture open(Path file, ImageInfo info, int maxSide) {
        double scale = Math.min(1, (double) maxSide / Math.max(info.storedWidth(), info.storedHeight()));
        int width = Math.max(1, (int) Math.round(info.storedWidth() * scale));
        int height = Math.max(1, (int) Math.round(info.storedHeight() * scale));
        DecodedImage decoded = decode(file, info, step(info, maxSide));
        Bitmap small = decoded.shrunkTo(Math.min(width, decoded.width()), Math.min(height, decoded.height()));
        return info.orientation().upright(small);
    }

    private static int step(ImageInfo info, int maxSide) {
        int step =
                (int) Math.max(1, Math.max(info.storedWidth(), info.storedHeight()) / ((long) OVERSAMPLING * maxSide));
        while ((long) (info.storedWidth() / step) * (info.storedHeight() / step) > MAX_DECODED_PIXELS) {
            step++;
        }
        return Math.min(step, Math.min(info.storedWidth(), info.storedHeight()));
    }

    private static DecodedImage decode(Path file, ImageInfo info, int step) {
        try {
            return switch (info.type()) {
                case "image/jpeg" -> decodeJpeg(file, step);
                case "image/webp" ->
                    DecodedImage.of(read(new WebPImageReaderSpi().createReaderInstance(null), file, step));
                case "image/png" -> DecodedImage.ofPng(read(JdkPlugins.reader("png"), file, step), file);
                default ->
                    DecodedImage.of(read(JdkPlugins.reader(info.type().substring("image/".length())), file, step));
            };
        } catch (IOException | RuntimeException e) { // readers throw all kinds when bytes are wrong
            if (e instanceof MediaException known) {
                throw known;
            }
            throw new MediaException.Corrupt("the picture is damaged and cannot be decoded", e);
        }
    }

    /** The JDK's reader is the fastest; TwelveMonkeys reads four inks and what else the JDK refuses. */
    private static DecodedImage decodeJpeg(Path file, int step) throws IOException {
        try {
            return DecodedImage.of(read(JdkPlugins.reader("jpeg"), file, step));
        } catch (MediaException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            try {
                return DecodedImage.of(read(JdkPlugins.registered(JPEGImageReaderSpi::new), file, step));
            } catch (IOException | RuntimeException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    private static BufferedImage read(ImageReader reader, Path file, int step) throws IOException {
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true); // metadata is not looked at, so it cannot do harm
            reader.addIIOReadWarningListener((source, warning) -> refuseDamage(warning));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    /** The JPEG decoder only warns of lost data and goes on in grey. Its other warnings are harmless. */
    private static void refuseDamage(String warning) {
        String words = warning.toLowerCase(Locale.ROOT);
        if (words.contains("premature end") || words.contains("bad huffman")) {
            throw new MediaException.Corrupt("the JPEG picture is damaged: part of it is missing");
        }
    }
}
