package dev.bluebell.media.image;

import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import dev.bluebell.media.TypeSniffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at pictures and makes copies of them that can be published: within limits, upright, in sRGB, without place, camera
 * and other metadata.
 *
 * <p>Limits are applied before anything is decoded, on the size the file itself claims. Every method throws
 * {@link MediaException} for a file that it cannot take: {@link MediaException.Corrupt} if it is cut short or damaged,
 * {@link MediaException.TooLarge} beyond the limits, {@link MediaException.Unsupported} if it is no picture that can be read
 * here. Files that are written appear whole or not at all, and replace what was there; source and target may be one file.
 * Thread-safe. A call holds what it makes, four bytes a pixel, and, if the picture is neither JPEG nor PNG, the decoded picture,
 * too; a progressive JPEG, of at most 40 million pixels, takes three to six bytes for each of them. So callers bound how many
 * run at once.
 */
public final class Images {

    private static final int THUMBNAIL_QUALITY = 80;

    private final ImageEngine engine;
    private final ImageLimits limits;

    /** Pictures by this engine. */
    public Images(ImageEngine engine, ImageLimits limits) {
        this.engine = engine;
        this.limits = limits;
    }

    /** What decodes and encodes. */
    public ImageEngine engine() {
        return engine;
    }

    /** What the picture is, without decoding it. */
    public ImageInfo probe(Path file) {
        return look(file).info();
    }

    /**
     * Writes a copy that fits. What fits as it is stays byte for byte the same; what only has metadata loses that and
     * nothing else. Otherwise the result has the longer side and the highest quality that the options allow; only if the
     * lowest quality is still too large, it is made smaller. A picture is never enlarged. Without transparency, what does
     * not fit as PNG becomes JPEG, unless the options want another type.
     *
     * @throws MediaException.Animated if it moves and the options do not ask for the first frame
     * @throws MediaException.DoesNotFit if not even one pixel fits
     */
    public FittedImage fit(Path source, Path target, FitOptions options) {
        Layout layout = look(source);
        ImageInfo info = layout.info();
        if (info.animated() && !options.firstFrame()) {
            throw new MediaException.Animated(info.frames());
        }
        boolean fits = fitsAsItIs(layout, options);
        try (Picture picture = engine.open(source, info, options.maxSide())) { // also shows that it can be decoded
            return fits
                    ? writeClean(layout, source, target)
                    : new Fitting(engine, picture, target, options).run(isLossless(info.type()));
        }
    }

    /**
     * Writes a copy without metadata whose pixels are the very same. The orientation stays, animations stay whole.
     *
     * @throws MediaException.Unsupported if this cannot be done for its type without encoding it again
     */
    public FittedImage strip(Path source, Path target) {
        Layout layout = look(source);
        if (layout.clean().isEmpty()) {
            throw new MediaException.Unsupported("metadata of " + layout.info().type()
                    + " cannot be taken out without encoding the picture again; use fit");
        }
        return writeClean(layout, source, target);
    }

    /** Writes a small JPEG, or PNG if it has transparency, of the first frame; not larger than {@code maxSide} pixels. */
    public FittedImage thumbnail(Path source, Path target, int maxSide) {
        Set<String> types = Set.of("image/jpeg", "image/png");
        return fit(
                source,
                target,
                new FitOptions(maxSide, Long.MAX_VALUE, THUMBNAIL_QUALITY, THUMBNAIL_QUALITY, types, true));
    }

    /** The picture (its first frame) in some 30 characters, to show its colours blurred while it loads. */
    public String blurhash(Path file) {
        try (Picture picture = engine.open(file, probe(file), Blurhash.SIDE)) {
            return Blurhash.of(picture);
        }
    }

    private Layout look(Path file) {
        try (FileBytes bytes = FileBytes.open(file)) {
            if (bytes.length() > limits.maxBytes()) {
                throw new MediaException.TooLarge(
                        "the picture has " + bytes.length() + " bytes; at most " + limits.maxBytes() + " are allowed");
            }
            String type = typeOf(bytes);
            return switch (type) {
                case "image/jpeg" -> JpegLayout.read(bytes, limits);
                case "image/png" -> PngLayout.read(bytes, limits);
                case "image/gif" -> GifLayout.read(bytes, limits);
                case "image/webp" -> WebpLayout.read(bytes, limits);
                case "image/tiff" -> TiffLayout.read(bytes, limits);
                case "image/avif", "image/heic", "image/heif" -> byEngine(file, type);
                default ->
                    throw new MediaException.Unsupported(
                            type + " is no picture that can be read here; JPEG, PNG," + " GIF, WebP and TIFF can");
            };
        }
    }

    private static String typeOf(FileBytes file) {
        if (TiffLayout.isTiff(file)) {
            return "image/tiff";
        }
        byte[] head = file.bytes(0, Math.min(TypeSniffer.HEAD_BYTES, file.length()));
        return TypeSniffer.settle(Optional.empty(), head, head.length);
    }

    private Layout byEngine(Path file, String type) {
        ImageInfo info = engine.probe(file, type);
        LayoutDraft draft = new LayoutDraft(type, limits);
        draft.size(info.storedWidth(), info.storedHeight());
        draft.frames(info.frames());
        return new Layout(info, List.of(), Layout.Colours.USUAL);
    }

    private static boolean isLossless(String type) {
        return type.equals("image/png") || type.equals("image/gif") || type.equals("image/tiff");
    }

    private static boolean fitsAsItIs(Layout layout, FitOptions options) {
        ImageInfo info = layout.info();
        return !layout.clean().isEmpty()
                && options.types().contains(info.type())
                && options.wanted().filter(type -> !type.equals(info.type())).isEmpty()
                && info.orientation() == Orientation.UPRIGHT
                && layout.colours() == Layout.Colours.USUAL
                && !info.animated()
                && Math.max(info.width(), info.height()) <= options.maxSide()
                && layout.cleanBytes() <= options.maxBytes();
    }

    private static FittedImage writeClean(Layout layout, Path source, Path target) {
        ImageInfo info = layout.info();
        FittedImage.Change change = info.hasMetadata() ? FittedImage.Change.STRIPPED : FittedImage.Change.NONE;
        try (NewFile written = NewFile.beside(target)) {
            copy(layout, source, written.path());
            written.moveTo(target);
            return new FittedImage(info.type(), info.width(), info.height(), Files.size(target), change);
        } catch (IOException e) {
            throw NewFile.failed(target, e);
        }
    }

    private static void copy(Layout layout, Path source, Path target) throws IOException {
        if (!layout.info().hasMetadata()) {
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (FileBytes from = FileBytes.open(source);
                OutputStream out = Files.newOutputStream(target)) {
            for (Piece piece : layout.clean()) {
                switch (piece) {
                    case Piece.Range range -> from.<IOException>forEach(range.offset(), range.length(), out::write);
                    case Piece.Literal literal -> out.write(literal.bytes());
                }
            }
        }
    }
}
