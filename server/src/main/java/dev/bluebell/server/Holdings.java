package dev.bluebell.server;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.Dropped;
import dev.bluebell.server.index.Recorded;
import dev.bluebell.server.index.StoredBlob;
import dev.bluebell.server.store.BlobStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What the server holds: bytes in the store and rows in the index, kept in step. Thread-safe; blocks.
 *
 * <p>The index never names a blob that is not stored. Storing and recording of one hash, and dropping and unlinking of it,
 * exclude each other: otherwise a delete could take the bytes from under an upload that has just been promised.
 */
public final class Holdings {

    private static final int STRIPES = 1024;

    private final BlobStore store;
    private final BlobIndex index;
    private final Consumer<BlobHash> forget;
    private final Consumer<StoredBlob> kept;
    private final Lock[] stripes =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

    /**
     * Joins a store and an index.
     *
     * @param forget told of each hash whose row or bytes have changed, before the change is answered
     * @param kept told of each blob that has come, when it is safe; it must not block
     */
    public Holdings(BlobStore store, BlobIndex index, Consumer<BlobHash> forget, Consumer<StoredBlob> kept) {
        this.store = store;
        this.index = index;
        this.forget = forget;
        this.kept = kept;
    }

    /**
     * Keeps a received blob for an owner. When this returns, bytes and rows survive a loss of power.
     *
     * @return the row, and whether the blob is new here
     */
    public Recorded keep(Received received, PublicKey owner, Instant now) {
        return keep(received, received.storedAt(now), owner);
    }

    /**
     * Keeps a received blob of which more is known than can be told from its bytes.
     *
     * @param blob what to record of it
     */
    public Recorded keep(Received received, StoredBlob blob, PublicKey owner) {
        Recorded recorded = storeAndRecord(received, blob, owner);
        kept.accept(recorded.blob());
        return recorded;
    }

    private Recorded storeAndRecord(Received received, StoredBlob blob, PublicKey owner) {
        BlobHash hash = received.hash();
        Lock lock = lockOf(hash);
        lock.lock();
        try {
            // Bytes without a row may be what a failed store has left: only with a row are they known to be durable.
            if (store.has(hash) && index.find(hash).isPresent()) {
                return record(blob, owner);
            }
            store.keep(received.bytes(), hash);
            Recorded recorded = recordOrRemove(blob, owner);
            // Even where the row is an old one: its bytes may have been missed, and that been remembered.
            forget.accept(hash);
            return recorded;
        } finally {
            lock.unlock();
        }
    }

    private Recorded recordOrRemove(StoredBlob blob, PublicKey owner) {
        boolean recorded = false;
        try {
            Recorded answer = record(blob, owner);
            recorded = true;
            return answer;
        } finally {
            if (!recorded) {
                store.remove(blob.hash());
            }
        }
    }

    private Recorded record(StoredBlob blob, PublicKey owner) {
        Recorded recorded = index.record(blob, owner);
        if (recorded.newBlob()) {
            forget.accept(blob.hash());
        }
        return recorded;
    }

    /**
     * Adds an owner to a blob that is here already.
     *
     * @return the row, or empty if the blob is not here
     */
    public Optional<Recorded> claim(BlobHash hash, PublicKey owner, Instant now) {
        Lock lock = lockOf(hash);
        lock.lock();
        try {
            return index.claim(hash, owner, now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops the claim of one owner; the bytes go with the last claim.
     *
     * @return what there was to drop
     */
    public Dropped drop(BlobHash hash, PublicKey owner) {
        Lock lock = lockOf(hash);
        lock.lock();
        try {
            Dropped dropped = index.drop(hash, owner);
            if (dropped == Dropped.LAST_CLAIM_DROPPED) {
                forget.accept(hash);
                store.remove(hash);
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private Lock lockOf(BlobHash hash) {
        return stripes[Math.floorMod(hash.hashCode(), STRIPES)];
    }
}
