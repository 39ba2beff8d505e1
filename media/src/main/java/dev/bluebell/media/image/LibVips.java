package dev.bluebell.media.image;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of libvips (8.13 or newer) and of GLib that are used. Options are pairs of a name and a value; JNA puts the
 * null behind them that C wants. Those that give an {@code int} give 0 when all went well.
 */
interface LibVips extends Library {

    int FORMAT_BYTES = 0;
    int INTERPRETATION_SRGB = 22;
    int SIZE_DOWN = 2;
    int SIZE_FORCE = 3;
    int FAIL_ON_ERROR = 2;
    int FAIL_ON_WARNING = 3;
    int ACCESS_SEQUENTIAL = 1;
    int FLIP_HORIZONTALLY = 0;
    int FLIP_VERTICALLY = 1;
    int COMPRESSION_AV1 = 4;

    int vips_init(String program);

    int vips_version(int part);

    void vips_block_untrusted_set(int state);

    void vips_concurrency_set(int threads);

    void vips_cache_set_max(int operations);

    String vips_error_buffer();

    void vips_error_clear();

    Pointer vips_source_new_from_file(String path);

    Pointer vips_image_new_from_source(Pointer source, String loaderOptions, Object... options);

    int vips_thumbnail_source(Pointer source, PointerByReference out, int width, Object... options);

    int vips_thumbnail_image(Pointer image, PointerByReference out, int width, Object... options);

    int vips_colourspace(Pointer image, PointerByReference out, int space, Object... options);

    int vips_icc_transform(Pointer image, PointerByReference out, String profile, Object... options);

    int vips_cast(Pointer image, PointerByReference out, int format, Object... options);

    int vips_rot(Pointer image, PointerByReference out, int quarters, Object... options);

    int vips_flip(Pointer image, PointerByReference out, int direction, Object... options);

    int vips_extract_band(Pointer image, PointerByReference out, int band, Object... options);

    int vips_min(Pointer image, DoubleByReference out, Object... options);

    Pointer vips_image_copy_memory(Pointer image);

    Pointer vips_image_write_to_memory(Pointer image, LongByReference size);

    int vips_image_get_width(Pointer image);

    int vips_image_get_height(Pointer image);

    int vips_image_get_bands(Pointer image);

    int vips_image_hasalpha(Pointer image);

    long vips_image_get_typeof(Pointer image, String field);

    int vips_jpegsave_buffer(Pointer image, PointerByReference bytes, LongByReference size, Object... options);

    int vips_pngsave_buffer(Pointer image, PointerByReference bytes, LongByReference size, Object... options);

    int vips_webpsave_buffer(Pointer image, PointerByReference bytes, LongByReference size, Object... options);

    int vips_heifsave_buffer(Pointer image, PointerByReference bytes, LongByReference size, Object... options);

    int g_setenv(String name, String value, int overwrite);

    void g_object_unref(Pointer object);

    void g_free(Pointer memory);
}
