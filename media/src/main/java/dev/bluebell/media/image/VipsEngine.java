package dev.bluebell.media.image;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.bluebell.media.FileBytes;
import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures by libvips, where the system has it: faster, sharper, and with WebP, AVIF and HEIC. Only one loader a file is
 * possible, those that libvips itself does not trust are blocked.
 */
public final class VipsEngine implements ImageEngine {

    private static final Set<String> WRITTEN = Set.of("image/jpeg", "image/png", "image/webp", "image/avif");
    private static final Set<String> SEQUENCE_BRANDS = Set.of("avis", "msf1", "hevc", "hevx");

    private static final int MAX_SHRINK_ON_LOAD = 8;

    private final Vips vips;

    private VipsEngine(Vips vips) {
        this.vips = vips;
    }

    /** The engine, if {@code libvips.so.42} is installed (on Debian: the package libvips42). */
    public static Optional<ImageEngine> ifInstalled() {
        return Vips.ifInstalled().map(VipsEngine::new);
    }

    @Override
    public String name() {
        return "libvips " + vips.version();
    }

    @Override
    public boolean writes(String type) {
        return WRITTEN.contains(type);
    }

    @Override
    public ImageInfo probe(Path file, String type) {
        Pointer source = source(file);
        try {
            Pointer image = vips.there(vips.library().vips_image_new_from_source(source, ""));
            try (FileBytes bytes = FileBytes.open(file)) {
                return new ImageInfo(
                        type,
                        vips.library().vips_image_get_width(image),
                        vips.library().vips_image_get_height(image),
                        Orientation.UPRIGHT, // the loader turns it
                        SEQUENCE_BRANDS.contains(bytes.fourCharacters(8)) ? 2 : 1,
                        vips.library().vips_image_hasalpha(image) != 0,
                        has(image, "exif-data") || has(image, "xmp-data"),
                        bytes.length());
            } finally {
                vips.release(image);
            }
        } finally {
            vips.release(source);
        }
    }

    private boolean has(Pointer image, String field) {
        return vips.library().vips_image_get_typeof(image, field) != 0;
    }

    @Override
    public Picture open(Path file, ImageInfo info, int maxSide) {
        Pointer small = switch (info.type()) {
            case "image/jpeg" -> smallJpeg(file, info, maxSide);
            case "image/png", "image/gif", "image/tiff" -> small(file, maxSide, LibVips.FAIL_ON_ERROR);
            default -> thumbnail(file, maxSide);
        };
        return new VipsPicture(vips, upright(bytes(small), info.orientation()));
    }

    /** Of loaders that can decode a smaller picture with less work. */
    private Pointer thumbnail(Path file, int maxSide) {
        Pointer source = source(file);
        try {
            return vips.inMemory(vips.run(out -> vips.library()
                    .vips_thumbnail_source(
                            source,
                            out,
                            maxSide,
                            "height",
                            maxSide,
                            "size",
                            LibVips.SIZE_DOWN,
                            "no_rotate",
                            1,
                            "fail_on",
                            LibVips.FAIL_ON_ERROR)));
        } finally {
            vips.release(source);
        }
    }

    /**
     * A JPEG decoder can give a half, a quarter or an eighth with less work; left to itself libvips asks it for less. Of
     * missing pixels the decoder only warns, but also of what does no harm; the other engine tells which it was.
     */
    private Pointer smallJpeg(Path file, ImageInfo info, int maxSide) {
        int ratio = Math.max(info.storedWidth(), info.storedHeight()) / maxSide;
        int shrink = Math.max(1, Integer.highestOneBit(Math.min(ratio, MAX_SHRINK_ON_LOAD)));
        try {
            return small(file, maxSide, LibVips.FAIL_ON_WARNING, "shrink", shrink);
        } catch (MediaException.Corrupt e) {
            new JavaEngine().open(file, info, 1).close();
            return small(file, maxSide, LibVips.FAIL_ON_ERROR, "shrink", shrink);
        }
    }

    /** Loaded and then shrunk: the thumbnails that libvips makes of files forgive pixels that are missing. */
    private Pointer small(Path file, int maxSide, int failOn, Object... loaderOptions) {
        Pointer source = source(file);
        try {
            Pointer loaded =
                    vips.there(vips.library().vips_image_new_from_source(source, "", options(failOn, loaderOptions)));
            return vips.inMemory(vips.replace(
                    loaded,
                    out -> vips.library()
                            .vips_thumbnail_image(
                                    loaded,
                                    out,
                                    maxSide,
                                    "height",
                                    maxSide,
                                    "size",
                                    LibVips.SIZE_DOWN,
                                    "no_rotate",
                                    1)));
        } finally {
            vips.release(source);
        }
    }

    private static Object[] options(int failOn, Object... more) {
        List<Object> options = new ArrayList<>(List.of("access", LibVips.ACCESS_SEQUENTIAL, "fail_on", failOn));
        options.addAll(List.of(more));
        return options.toArray();
    }

    /** The path is not made part of a name with options, as other functions of libvips do. */
    private Pointer source(Path file) {
        Pointer source = vips.library().vips_source_new_from_file(file.toString());
        if (source == null) {
            vips.library().vips_error_clear();
            throw new MediaException.Failed("the file cannot be read", new IOException(file.toString()));
        }
        return source;
    }

    /** Three or four bytes a pixel, in sRGB. */
    private Pointer bytes(Pointer image) {
        Pointer usual = profiled(image);
        Pointer coloured =
                vips.replace(usual, out -> vips.library().vips_colourspace(usual, out, LibVips.INTERPRETATION_SRGB));
        return vips.inMemory(
                vips.replace(coloured, out -> vips.library().vips_cast(coloured, out, LibVips.FORMAT_BYTES)));
    }

    /** By its colour profile in sRGB; a profile that cannot be used is taken for sRGB, as browsers do. */
    private Pointer profiled(Pointer image) {
        if (!has(image, "icc-profile-data")) {
            return image;
        }
        PointerByReference result = new PointerByReference();
        if (vips.library().vips_icc_transform(image, result, "srgb", "embedded", 1) != 0) {
            vips.library().vips_error_clear();
            return image;
        }
        vips.release(image);
        return result.getValue();
    }

    private Pointer upright(Pointer image, Orientation orientation) {
        return switch (orientation) {
            case UPRIGHT -> image;
            case MIRRORED -> flipped(image, LibVips.FLIP_HORIZONTALLY);
            case TURNED_180 -> turned(image, 2);
            case MIRRORED_TURNED_180 -> flipped(image, LibVips.FLIP_VERTICALLY);
            case MIRRORED_TURNED_270 -> turned(flipped(image, LibVips.FLIP_HORIZONTALLY), 3);
            case TURNED_90 -> turned(image, 1);
            case MIRRORED_TURNED_90 -> turned(flipped(image, LibVips.FLIP_HORIZONTALLY), 1);
            case TURNED_270 -> turned(image, 3);
        };
    }

    private Pointer flipped(Pointer image, int direction) {
        return vips.inMemory(vips.replace(image, out -> vips.library().vips_flip(image, out, direction)));
    }

    private Pointer turned(Pointer image, int quarters) {
        return vips.inMemory(vips.replace(image, out -> vips.library().vips_rot(image, out, quarters)));
    }
}
