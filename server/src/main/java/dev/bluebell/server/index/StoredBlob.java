package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import java.time.Instant;
import java.util.Optional;

/**
 * A blob that the server has.
 *
 * @param hash its name
 * @param sizeBytes 0 or more
 * @param type its media type, as it is served
 * @param uploaded in whole seconds: when an owner came to have it, the one who is asked about or else any
 * @param original what the owner who is asked about has sent to have it processed into this blob
 * @param appearance how it looks, if it is a picture or video and that is known
 */
public record StoredBlob(
        BlobHash hash,
        long sizeBytes,
        String type,
        Instant uploaded,
        Optional<BlobHash> original,
        Optional<Appearance> appearance) {

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

    /** A blob that came as it is, and of which nothing more is known. */
    public StoredBlob(BlobHash hash, long sizeBytes, String type, Instant uploaded) {
        this(hash, sizeBytes, type, uploaded, Optional.empty(), Optional.empty());
    }

    /** The same blob, processed out of this, and looking like this. */
    public StoredBlob madeOf(BlobHash source, Appearance looks) {
        return new StoredBlob(hash, sizeBytes, type, uploaded, Optional.of(source), Optional.of(looks));
    }
}
