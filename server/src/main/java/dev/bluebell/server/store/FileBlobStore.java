package dev.bluebell.server.store;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Blobs as files: {@code ab/cd/<sha256>} under one folder, and {@code incoming/} for what is being received.
 *
 * <p>A new blob is durable step by step: the file is synced before it gets its name, then the folder that holds the name,
 * then the parents of folders that were made for it. One process at a time owns the folder, which a lock file enforces.
 */
public final class FileBlobStore implements BlobStore {

    private final Path root;
    private final Path incoming;
    private final Folders folders;
    private final FileChannel lockFile;
    private final AtomicLong names = new AtomicLong();

    /**
     * Opens the store, and makes its folders where they are missing.
     *
     * @param root the folder of the blobs, on one file system
     * @throws StoreException if the folder cannot be used, or another process uses it
     */
    public FileBlobStore(Path root) {
        this(root, Durable::syncFolder);
    }

    FileBlobStore(Path root, Folders.Sync disk) {
        this.root = root;
        this.incoming = root.resolve("incoming");
        this.folders = new Folders(root, disk);
        try {
            Files.createDirectories(incoming);
            disk.sync(root);
            this.lockFile = lock(root);
        } catch (IOException e) {
            throw failure("cannot use the blob folder " + root, e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel file = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            file.close();
            throw new StoreException.Broken(
                    "the blob folder " + root + " is in use by another server; stop that one or name another folder",
                    new IOException("locked"));
        }
        return file;
    }

    @Override
    public IncomingBlob receive() {
        Path file = incoming.resolve(ProcessHandle.current().pid() + "-" + names.incrementAndGet());
        try {
            return new IncomingFile(file);
        } catch (IOException e) {
            throw failure("cannot make a temporary file in " + incoming, e);
        }
    }

    @Override
    public void keep(IncomingBlob blob, BlobHash hash) {
        if (!(blob instanceof IncomingFile file)) {
            throw new IllegalArgumentException("only what this store received can be kept by it");
        }
        Path target = pathOf(hash);
        try {
            folders.make(hash);
            file.moveTo(target);
            syncOrDelete(hash, target);
        } catch (IOException e) {
            throw failure("cannot store blob " + hash, e);
        }
    }

    /** A name that could not be synced must not stay: the next upload would take it for a promise that was kept. */
    private void syncOrDelete(BlobHash hash, Path target) throws IOException {
        try {
            folders.sync(hash);
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    @Override
    public boolean isEmpty() {
        try {
            for (Path outer : folders.outerOnes()) {
                for (Path inner : folders.innerOnes(outer)) {
                    try (DirectoryStream<Path> files = Files.newDirectoryStream(inner)) {
                        if (files.iterator().hasNext()) {
                            return false;
                        }
                    }
                }
            }
            return true;
        } catch (IOException e) {
            throw failure("cannot read the blob folder " + root, e);
        }
    }

    @Override
    public boolean has(BlobHash hash) {
        return Files.exists(pathOf(hash));
    }

    @Override
    public Optional<OpenedBlob> open(BlobHash hash, ByteRange range) {
        Path file = pathOf(hash);
        return Files.exists(file) ? Optional.of(new OpenedBlob.LocalFile(file, range)) : Optional.empty();
    }

    @Override
    public void remove(BlobHash hash) {
        try {
            Files.deleteIfExists(pathOf(hash));
        } catch (IOException e) {
            throw failure("cannot remove blob " + hash, e);
        }
    }

    @Override
    public Swept sweep(Function<String, Set<BlobHash>> known) {
        try {
            long files = sweepIncoming();
            long blobs = 0;
            for (Path outer : folders.outerOnes()) {
                Set<BlobHash> expected = known.apply(String.valueOf(outer.getFileName()));
                for (Path inner : folders.innerOnes(outer)) {
                    blobs += sweepFolder(inner, expected);
                }
            }
            return new Swept(files, blobs);
        } catch (IOException e) {
            throw failure("cannot clean the blob folder " + root, e);
        }
    }

    private long sweepIncoming() throws IOException {
        long removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                Files.delete(file);
                removed++;
            }
        }
        return removed;
    }

    private static long sweepFolder(Path folder, Set<BlobHash> expected) throws IOException {
        long removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<BlobHash> hash = BlobHash.parse(String.valueOf(file.getFileName()));
                if (hash.isPresent() && !expected.contains(hash.get())) {
                    Files.delete(file);
                    removed++;
                }
            }
        }
        return removed;
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw failure("cannot unlock the blob folder " + root, e);
        }
    }

    private Path pathOf(BlobHash hash) {
        return folders.of(hash).resolve(hash.hex());
    }

    private static StoreException failure(String what, IOException e) {
        return Durable.failure(what, e);
    }
}
