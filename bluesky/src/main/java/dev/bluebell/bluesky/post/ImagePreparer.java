package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.media.image.Images;
import java.nio.file.Path;

/** Makes images fit to be sent. Implementations are thread-safe. */
@FunctionalInterface
public interface ImagePreparer {

    /**
     * The image as it is sent: no longer than allowed, upright, without what it should not tell. The same file gives the same
     * bytes each time, as a post that is sent again names its images by their hashes.
     *
     * @param file as the caller has it; it is not changed
     * @param mostBytes how long it may be
     * @throws BlueskyException.LocalFailure if it is no image that can be made so, or cannot be read
     */
    PreparedImage prepare(Path file, long mostBytes);

    /** The same as {@link #fitted(Images)} by the best that this machine has; looked for when the first image comes. */
    static ImagePreparer fitted() {
        return (file, mostBytes) -> FittedImages.BestHere.PREPARER.prepare(file, mostBytes);
    }

    /** Turns images upright, takes out where and by what they were taken, and makes them smaller if they must be. */
    static ImagePreparer fitted(Images images) {
        return new FittedImages(images);
    }

    /** Sends files as they are, and refuses those that are too long or no images. */
    static ImagePreparer unchanged() {
        return new UnchangedImages();
    }
}
