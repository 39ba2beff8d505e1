package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.repo.Blob;
import java.nio.file.Path;

/** Where an image comes from. */
public sealed interface ImageSource {

    /**
     * A file that is made fit and sent with the post.
     *
     * @param path where it is
     */
    record File(Path path) implements ImageSource {}

    /**
     * The server has it already.
     *
     * @param blob what it answered
     */
    record Sent(Blob blob) implements ImageSource {}
}
