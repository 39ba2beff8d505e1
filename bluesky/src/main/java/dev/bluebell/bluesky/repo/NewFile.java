package dev.bluebell.bluesky.repo;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.ContentSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A file that is there whole or not at all: it is written beside its place, a part of its own for every try. */
final class NewFile implements ContentSink, AutoCloseable {

    private final Path place;
    private final List<Path> parts = new CopyOnWriteArrayList<>();

    NewFile(Path place) {
        this.place = place.toAbsolutePath();
    }

    @Override
    public OutputStream open() throws IOException {
        // Not by createTempFile, whose files nobody else may read.
        Path part = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID() + ".part");
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        parts.add(part);
        return out;
    }

    /** Puts what was written last into its place. */
    void keep() {
        try {
            Files.move(parts.removeLast(), place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BlueskyException.LocalFailure("%s cannot be written".formatted(place), e);
        }
    }

    /** Removes what was not kept. */
    @Override
    public void close() {
        for (Path part : parts) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                System.getLogger("bluebell.bluesky")
                        .log(System.Logger.Level.WARNING, "a part of a download is left: " + part);
            }
        }
    }
}
