package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlossomException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A folder of its own for one file that nobody else needs, made when the file is first wanted. Thread-safe. */
final class Scratch implements AutoCloseable {

    private final Path parent;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Path> folder = Optional.empty();

    Scratch(Path parent) {
        this.parent = parent;
    }

    /**
     * Where the file may be written.
     *
     * @throws BlossomException.LocalFailure if there is no place for it
     */
    Path file() {
        lock.lock();
        try {
            if (folder.isEmpty()) {
                folder = Optional.of(Files.createTempDirectory(parent, "bluebell"));
            }
            return folder.get().resolve("blob");
        } catch (IOException e) {
            throw new BlossomException.LocalFailure("no temporary file can be made in " + parent, e);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the folder and whatever lies in it. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (folder.isPresent()) {
                delete(folder.get());
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(Scratch.class.getName())
                    .log(System.Logger.Level.WARNING, folder.get() + " stays behind", e);
        } finally {
            lock.unlock();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
