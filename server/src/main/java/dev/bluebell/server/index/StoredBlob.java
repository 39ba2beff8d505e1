package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import java.time.Instant;

/**
 * A blob that the server has.
 *
 * @param hash its name
 * @param sizeBytes 0 or more
 * @param type its media type, as it is served
 * @param uploaded in whole seconds: when an owner came to have it, the one who is asked about or else any
 */
public record StoredBlob(BlobHash hash, long sizeBytes, String type, Instant uploaded) {

    /**
     * Drops what is finer than a second.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public StoredBlob {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a blob cannot have " + sizeBytes + " bytes");
        }
        uploaded = Instant.ofEpochSecond(uploaded.getEpochSecond());
    }
}
