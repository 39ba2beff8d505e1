package dev.bluebell.server;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.index.StoredBlob;
import dev.bluebell.server.store.IncomingBlob;
import java.time.Instant;

/**
 * A body that has been received whole and synced, but has no name yet.
 *
 * @param bytes where it lies; closing this closes it
 * @param hash the SHA-256 of what arrived
 * @param sizeBytes how much arrived, 0 or more
 * @param type the MIME type it will be served with
 */
public record Received(IncomingBlob bytes, BlobHash hash, long sizeBytes, String type) implements AutoCloseable {

    /** The row of this blob, if it is stored at that time. */
    public StoredBlob storedAt(Instant now) {
        return new StoredBlob(hash, sizeBytes, type, now);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
