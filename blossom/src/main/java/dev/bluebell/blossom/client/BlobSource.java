package dev.bluebell.blossom.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes that can be read more than once, from the beginning and each time the same: once to hash, once to send, and again
 * if they have to be sent again.
 */
@FunctionalInterface
public interface BlobSource {

    /** A new stream at the first byte. Whoever opens it closes it. */
    InputStream open() throws IOException;

    /** Whether it can be opened more than once. If not, its hash must be known, and a failed upload stays one. */
    default boolean repeatable() {
        return true;
    }

    /**
     * Whether what it gives is surely what it gave when the blob was hashed. Where that cannot be told, the blob is hashed once
     * more on its way.
     */
    default boolean isSurelySame() {
        return false;
    }

    /** A stream that somebody has opened already, for a blob whose hash is known. */
    static BlobSource once(InputStream stream) {
        return new OneShot(stream);
    }
}
