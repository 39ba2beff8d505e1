package dev.bluebell.server.store;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The folders {@code ab/cd/} of a file store, and which of them are known to survive a loss of power. Thread-safe.
 *
 * <p>That a folder exists does not say that its entry in its parent has been synced: another upload may have made it a
 * moment ago. So a folder counts as durable only once this process has synced its parent.
 */
final class Folders {

    private static final int INNER = 1 << 16;
    private static final int OUTER = 1 << 8;

    /** Brings the names in a folder to stable storage. */
    @FunctionalInterface
    interface Sync {

        void sync(Path folder) throws IOException;
    }

    private final Path root;
    private final Sync disk;

    /** 1 where the entry is durable: first the 65536 inner folders by the first four digits, then the 256 outer ones. */
    private final AtomicIntegerArray durable = new AtomicIntegerArray(INNER + OUTER);

    Folders(Path root, Sync disk) {
        this.root = root;
        this.disk = disk;
    }

    Path of(BlobHash hash) {
        return outer(hash).resolve(hash.hex().substring(2, 4));
    }

    private Path outer(BlobHash hash) {
        return root.resolve(hash.hex().substring(0, 2));
    }

    /** The folders {@code ab/} that exist; all of them are durable afterwards. */
    List<Path> outerOnes() throws IOException {
        disk.sync(root);
        return foldersIn(root);
    }

    /** The folders {@code ab/cd/} that exist in one of {@link #outerOnes}; all of them are durable afterwards. */
    List<Path> innerOnes(Path outer) throws IOException {
        disk.sync(outer);
        List<Path> inner = foldersIn(outer);
        int first = Integer.parseInt(String.valueOf(outer.getFileName()), 16) << 8;
        durable.set(outerIndex(first), 1);
        inner.forEach(folder -> durable.set(first + Integer.parseInt(String.valueOf(folder.getFileName()), 16), 1));
        return inner;
    }

    private static List<Path> foldersIn(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            folders.forEach(found::add);
        }
        return found;
    }

    /** Makes the folders for {@code hash} where they are missing. They are durable after {@link #sync}. */
    void make(BlobHash hash) throws IOException {
        int inner = innerIndex(hash);
        if (durable.get(inner) == 1) {
            return;
        }
        if (durable.get(outerIndex(inner)) == 0) {
            makeFolder(outer(hash));
        }
        makeFolder(of(hash));
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // From an earlier upload.
        }
    }

    /**
     * Brings the names in the folder of {@code hash} to stable storage, and the folder's own where that is not known. The
     * innermost comes first: on a journalling file system its sync carries the others along, which then cost nothing.
     */
    void sync(BlobHash hash) throws IOException {
        disk.sync(of(hash));
        int inner = innerIndex(hash);
        if (durable.get(inner) == 1) {
            return;
        }
        disk.sync(outer(hash));
        int outer = outerIndex(inner);
        if (durable.get(outer) == 0) {
            disk.sync(root);
            durable.set(outer, 1);
        }
        durable.set(inner, 1);
    }

    private static int outerIndex(int inner) {
        return INNER + (inner >> 8);
    }

    private static int innerIndex(BlobHash hash) {
        return Integer.parseInt(hash.hex(), 0, 4, 16);
    }
}
