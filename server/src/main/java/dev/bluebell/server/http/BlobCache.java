package dev.bluebell.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.index.StoredBlob;
import dev.bluebell.server.store.BlobStore;
import dev.bluebell.server.store.ByteRange;
import dev.bluebell.server.store.OpenedBlob;
import dev.bluebell.server.store.StoreException;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What is remembered of blobs so that reads need no database: rows, and the bytes of small blobs that are read often. Both
 * are bounded. Thread-safe; only {@link #lookUp} blocks.
 */
final class BlobCache {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    /**
     * One miss in so many takes the bytes into memory. What is read often is in soon; a walk over more blobs than fit does
     * not pay for reading each of them twice.
     */
    private static final int ADMIT_ONE_IN = 32;

    private final BlobStore store;
    private final Function<BlobHash, Optional<StoredBlob>> rowOf;
    private final int largest;
    /** Also remembers which blobs are not here. */
    private final Cache<BlobHash, Optional<ReadableBlob>> rows;

    private final Cache<BlobHash, Buffer> bytes;
    private final AtomicInteger misses = new AtomicInteger();

    /** Remembers what is in {@code store}, and what {@code rowOf} finds, which may block. */
    BlobCache(BlobStore store, Function<BlobHash, Optional<StoredBlob>> rowOf, ServerLimits limits) {
        this.store = store;
        this.rowOf = rowOf;
        this.largest = limits.cachedBlob();
        // Tidying up takes less than waking another thread to do it.
        this.rows = Caffeine.newBuilder()
                .maximumSize(limits.cachedRows())
                .executor(Runnable::run)
                .build();
        this.bytes = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(limits.cachedBytes())
                .weigher((BlobHash hash, Buffer blob) -> blob.length())
                .build();
    }

    Optional<ReadableBlob> remembered(BlobHash hash) {
        return Optional.ofNullable(rows.getIfPresent(hash)).flatMap(row -> row);
    }

    /**
     * Looks a blob up. The cache runs one load of a hash at a time, and {@link #forget} waits for it: a row that is deleted
     * during the load does not stay behind.
     */
    Optional<ReadableBlob> lookUp(BlobHash hash) {
        return rows.get(hash, this::load);
    }

    private Optional<ReadableBlob> load(BlobHash hash) {
        return rowOf.apply(hash).flatMap(this::readable);
    }

    private Optional<ReadableBlob> readable(StoredBlob row) {
        return store.open(row.hash(), ByteRange.whole(row.sizeBytes())).map(opened -> switch (opened) {
            case OpenedBlob.LocalFile(Path file, ByteRange all) -> ReadableBlob.of(row, Optional.of(file));
            case OpenedBlob.Streamed streamed -> {
                streamed.close();
                yield ReadableBlob.of(row, Optional.empty());
            }
            case OpenedBlob.Redirect redirect -> ReadableBlob.of(row, Optional.empty());
        });
    }

    /** The bytes of a small blob, if they are in memory; now and then a miss brings them there. */
    Optional<Buffer> bytes(ReadableBlob blob, Path file) {
        if (blob.sizeBytes() > largest) {
            return Optional.empty();
        }
        Buffer inMemory = bytes.getIfPresent(blob.hash());
        if (inMemory == null && misses.incrementAndGet() % ADMIT_ONE_IN == 0) {
            Thread.startVirtualThread(() -> bringIn(blob, file));
        }
        return Optional.ofNullable(inMemory);
    }

    private void bringIn(ReadableBlob blob, Path file) {
        try {
            Buffer read = bytes.get(blob.hash(), missing -> read(file, (int) blob.sizeBytes()));
            LOG.log(Level.TRACE, "{0} bytes of {1} are in memory", read.length(), blob.hash());
        } catch (StoreException e) {
            // Most likely deleted meanwhile; whoever reads it next will see why.
            LOG.log(Level.DEBUG, "not taken into memory", e);
        }
    }

    /** Outside the heap, so that sending copies nothing. */
    private static Buffer read(Path file, int size) {
        ByteBuffer all = ByteBuffer.allocateDirect(size);
        try (FileChannel channel = FileChannel.open(file)) {
            while (all.hasRemaining() && channel.read(all) >= 0) {
                // Until it is full, or the file ends too early, which the check below sees.
            }
        } catch (IOException e) {
            throw new StoreException.Broken("cannot read " + file, e);
        }
        if (all.hasRemaining()) {
            throw new StoreException.Broken(
                    file + " has fewer than the " + size + " bytes in the index", new IOException("short file"));
        }
        return BufferInternal.buffer(Unpooled.wrappedBuffer(all.flip()));
    }

    /** Forgets a blob whose row has changed. */
    void forget(BlobHash hash) {
        rows.invalidate(hash);
        bytes.invalidate(hash);
    }
}
