package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A blob of one server, fetched into a temporary file when somebody first needs its bytes, and once only. Thread-safe.
 */
final class Carried implements Supplier<LocalBlob>, AutoCloseable {

    private final BlossomClient origin;
    private final BlobHash hash;
    private final Scratch scratch;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<LocalBlob> local = Optional.empty();

    Carried(BlossomClient origin, BlobHash hash, Scratch scratch, long maxBytes) {
        this.origin = origin;
        this.hash = hash;
        this.scratch = scratch;
        this.maxBytes = maxBytes;
    }

    /**
     * The blob, whose hash is checked.
     *
     * @throws BlossomException if it cannot be had, or is too long
     */
    @Override
    public LocalBlob get() {
        lock.lock();
        try {
            if (local.isEmpty()) {
                local = Optional.of(fetch());
            }
            return local.get();
        } finally {
            lock.unlock();
        }
    }

    private LocalBlob fetch() {
        Fetched fetched = origin.get(
                        hash, scratch.file(), ReadOptions.defaults().withMaxBytes(maxBytes))
                .orThrow();
        return new LocalBlob(hash, fetched.sizeBytes(), fetched.type(), () -> Files.newInputStream(scratch.file()));
    }

    @Override
    public void close() {
        scratch.close();
    }
}
