package dev.bluebell.media.image;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is being written beside its target, and is gone at the end unless it was moved there. */
record NewFile(Path path) implements AutoCloseable {

    static NewFile beside(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        return new NewFile(
                folder == null
                        ? Files.createTempFile("media", ".part")
                        : Files.createTempFile(folder, ".media", ".part"));
    }

    void moveTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }

    static MediaException failed(Path target, IOException cause) {
        return new MediaException.Failed(
                "the picture cannot be written to " + target.getFileName() + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
