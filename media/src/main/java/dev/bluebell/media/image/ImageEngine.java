package dev.bluebell.media.image;

import dev.bluebell.media.MediaException;
import java.nio.file.Path;

/** Decodes pictures, and says what it can write. Thread-safe. */
public interface ImageEngine {

    /** libvips where it is installed, else what Java has. */
    static ImageEngine best() {
        return VipsEngine.ifInstalled().orElseGet(JavaEngine::new);
    }

    /** The name for people: {@code Java} or {@code libvips}, with its version where that is known. */
    String name();

    /** Whether it writes this type; every engine writes {@code image/jpeg} and {@code image/png}. */
    boolean writes(String type);

    /**
     * What a picture of a type that {@link Images} cannot take apart itself is, from its header.
     *
     * @param type by content, such as {@code image/heic}
     * @throws MediaException.Unsupported if this engine does not read the type
     */
    ImageInfo probe(Path file, String type);

    /**
     * Decodes the first frame: upright, in sRGB with 8 bits, without any metadata, not larger than {@code maxSide}. The
     * caller has looked at the limits.
     *
     * @throws MediaException.Corrupt if it cannot be decoded
     */
    Picture open(Path file, ImageInfo info, int maxSide);
}
