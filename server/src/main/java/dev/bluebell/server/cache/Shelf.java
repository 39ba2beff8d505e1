package dev.bluebell.server.cache;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.Received;
import dev.bluebell.server.index.StoredBlob;
import dev.bluebell.server.store.BlobStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What the cache keeps: bytes in the store and rows in the index, in step, and no more than there is room for. What was
 * asked for longest ago goes first. Thread-safe; blocks, but for {@link #used}.
 */
public final class Shelf {

    private final BlobStore store;
    private final CacheIndex index;
    private final long room;
    private final InstantSource clock;
    private final Consumer<BlobHash> forget;
    private final Recency recency;

    /** Letting go of a blob and keeping it anew must not cross: the row of the one would outlive the bytes of the other. */
    private final Lock changing = new ReentrantLock();

    /**
     * Joins a store and an index.
     *
     * @param room what all blobs may take of the disk, in bytes
     * @param forget told of each hash whose row or bytes change
     */
    public Shelf(BlobStore store, CacheIndex index, long room, Consumer<BlobHash> forget, InstantSource clock) {
        this.store = store;
        this.index = index;
        this.room = room;
        this.forget = forget;
        this.clock = clock;
        this.recency = new Recency(clock, index::used);
    }

    boolean has(BlobHash hash) {
        return store.has(hash) && index.find(hash).isPresent();
    }

    /** Takes note that somebody asks for a blob. */
    public void used(BlobHash hash) {
        recency.note(hash);
    }

    /** Keeps a blob, and lets go of others where there is no room. */
    void keep(Received received) {
        StoredBlob blob = new StoredBlob(received.hash(), received.sizeBytes(), received.type(), clock.instant());
        changing.lock();
        try {
            store.keep(received.bytes(), blob.hash());
            List<BlobHash> gone = addOrRemove(blob);
            forget.accept(blob.hash());
            gone.forEach(hash -> {
                forget.accept(hash);
                store.remove(hash);
            });
        } finally {
            changing.unlock();
        }
    }

    private List<BlobHash> addOrRemove(StoredBlob blob) {
        boolean added = false;
        try {
            List<BlobHash> gone = index.add(blob, recency.take(), room);
            added = true;
            return gone;
        } finally {
            if (!added) {
                store.remove(blob.hash());
            }
        }
    }

    /** Writes down which blobs were read since that was last done. */
    public void write() {
        recency.write();
    }
}
