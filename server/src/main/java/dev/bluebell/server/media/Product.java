package dev.bluebell.server.media;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.index.Appearance;
import dev.bluebell.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was made of a picture or video.
 *
 * @param file where it lies; this and the poster are gone when it is closed
 * @param type its media type
 * @param width as shown, in pixels
 * @param height as shown, in pixels
 * @param blurhash of the picture, or of the beginning of the video
 * @param poster of a video, the picture at its beginning as a JPEG
 */
public record Product(Path file, String type, int width, int height, String blurhash, Optional<Path> poster)
        implements AutoCloseable {

    /**
     * {@return how it looks}
     *
     * @param thumb the blob that the poster has become
     */
    public Appearance appearance(Optional<BlobHash> thumb) {
        return new Appearance(width, height, Optional.of(blurhash), thumb);
    }

    @Override
    public void close() {
        remove(file);
        poster.ifPresent(Product::remove);
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException.Broken("cannot remove the temporary file " + file, e);
        }
    }
}
