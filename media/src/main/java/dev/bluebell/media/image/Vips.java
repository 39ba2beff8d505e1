package dev.bluebell.media.image;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.bluebell.media.MediaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The loaded library, safe for files from strangers, with its errors as exceptions. */
record Vips(LibVips library) {

    private static final String NAME = "libvips.so.42";
    private static final Optional<Vips> LOADED = load();

    /** An operation that puts its result into the reference and gives 0, or fails. */
    interface Operation {
        int run(PointerByReference result);
    }

    /** The library, if this system has it. */
    static Optional<Vips> ifInstalled() {
        return LOADED;
    }

    private static Optional<Vips> load() {
        try {
            LibVips library = Native.load(NAME, LibVips.class);
            library.g_setenv("VIPS_WARNING", "0", 1); // being set at all keeps warnings from standard error
            if (library.vips_init("bluebell") != 0) {
                return Optional.empty();
            }
            library.vips_block_untrusted_set(1); // loaders that were not made for files from strangers
            library.vips_concurrency_set(1); // callers decide how many pictures are worked on at once
            library.vips_cache_set_max(0); // no picture comes twice
            return Optional.of(new Vips(library));
        } catch (UnsatisfiedLinkError e) { // not there, or too old
            return Optional.empty();
        }
    }

    String version() {
        return library.vips_version(0) + "." + library.vips_version(1) + "." + library.vips_version(2);
    }

    /** A new object, which is the caller's to release. */
    Pointer run(Operation operation) {
        PointerByReference result = new PointerByReference();
        check(operation.run(result));
        return result.getValue();
    }

    /** A new object made from {@code used}, which is released, whatever happens. */
    Pointer replace(Pointer used, Operation operation) {
        try {
            return run(operation);
        } finally {
            release(used);
        }
    }

    /** The same pixels, all decoded; {@code lazy} is released. */
    Pointer inMemory(Pointer lazy) {
        try {
            return there(library.vips_image_copy_memory(lazy));
        } finally {
            release(lazy);
        }
    }

    Pointer there(@Nullable Pointer object) {
        if (object == null) {
            throw failure();
        }
        return object;
    }

    void check(int status) {
        if (status != 0) {
            throw failure();
        }
    }

    private MediaException failure() {
        String words = library.vips_error_buffer();
        library.vips_error_clear();
        return new MediaException.Corrupt(
                "the picture is damaged and cannot be decoded", new IllegalStateException("libvips: " + words.strip()));
    }

    void release(Pointer object) {
        library.g_object_unref(object);
    }
}
