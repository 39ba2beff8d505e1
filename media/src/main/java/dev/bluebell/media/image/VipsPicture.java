package dev.bluebell.media.image;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.OutputStream;

/** Pixels in the memory of libvips: three bytes each, or four with alpha. */
final class VipsPicture implements Picture {

    private static final int COPY_BYTES = 64 << 10;
    private static final int PNG_COMPRESSION = 6;

    private final Vips vips;
    private final Pointer image;

    /** @param image with sRGB bytes, all decoded; it is released when the picture is closed */
    VipsPicture(Vips vips, Pointer image) {
        this.vips = vips;
        this.image = image;
    }

    @Override
    public int width() {
        return vips.library().vips_image_get_width(image);
    }

    @Override
    public int height() {
        return vips.library().vips_image_get_height(image);
    }

    @Override
    public boolean hasAlpha() {
        if (vips.library().vips_image_hasalpha(image) == 0) {
            return false;
        }
        int last = vips.library().vips_image_get_bands(image) - 1;
        Pointer alpha = vips.run(out -> vips.library().vips_extract_band(image, out, last));
        try {
            DoubleByReference least = new DoubleByReference();
            vips.check(vips.library().vips_min(alpha, least));
            return least.getValue() < 255;
        } finally {
            vips.release(alpha);
        }
    }

    @Override
    public Picture shrunkTo(int width, int height) {
        return new VipsPicture(
                vips,
                vips.inMemory(vips.run(out -> vips.library()
                        .vips_thumbnail_image(
                                image, out, width, "height", height, "size", LibVips.SIZE_FORCE, "no_rotate", 1))));
    }

    @Override
    public void write(String type, int quality, OutputStream out) throws IOException {
        PointerByReference bytes = new PointerByReference();
        LongByReference size = new LongByReference();
        vips.check(save(type, quality, bytes, size));
        try {
            byte[] some = new byte[COPY_BYTES];
            for (long at = 0; at < size.getValue(); at += some.length) {
                int count = (int) Math.min(some.length, size.getValue() - at);
                bytes.getValue().read(at, some, 0, count);
                out.write(some, 0, count);
            }
        } finally {
            vips.library().g_free(bytes.getValue());
        }
    }

    private int save(String type, int quality, PointerByReference bytes, LongByReference size) {
        LibVips library = vips.library();
        return switch (type) {
            case "image/jpeg" ->
                library.vips_jpegsave_buffer(image, bytes, size, "Q", quality, "strip", 1, "optimize_coding", 1);
            case "image/png" ->
                library.vips_pngsave_buffer(image, bytes, size, "compression", PNG_COMPRESSION, "strip", 1);
            case "image/webp" -> library.vips_webpsave_buffer(image, bytes, size, "Q", quality, "strip", 1);
            case "image/avif" ->
                library.vips_heifsave_buffer(
                        image, bytes, size, "Q", quality, "compression", LibVips.COMPRESSION_AV1, "strip", 1);
            default -> throw new IllegalArgumentException("libvips does not write " + type);
        };
    }

    @Override
    public int[] argb() {
        LongByReference size = new LongByReference();
        Pointer pixels = vips.there(vips.library().vips_image_write_to_memory(image, size));
        try {
            int bands = vips.library().vips_image_get_bands(image);
            int[] argb = new int[width() * height()];
            byte[] samples = pixels.getByteArray(0, argb.length * bands);
            for (int i = 0; i < argb.length; i++) {
                int at = i * bands;
                int alpha = bands == 4 ? samples[at + 3] & 0xFF : 0xFF;
                argb[i] = alpha << 24
                        | (samples[at] & 0xFF) << 16
                        | (samples[at + 1] & 0xFF) << 8
                        | (samples[at + 2] & 0xFF);
            }
            return argb;
        } finally {
            vips.library().g_free(pixels);
        }
    }

    @Override
    public void close() {
        vips.release(image);
    }
}
