package dev.bluebell.server;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.util.Optional;

/**
 * What is said of a part of a blob before its bytes come.
 *
 * @param author who sends it
 * @param hash the SHA-256 of the whole blob
 * @param size the size of the whole blob in bytes, 0 or more
 * @param type what the whole blob is said to be
 * @param offset where the part begins, 0 or more
 * @param length how long the part is in bytes, 0 or more; it lies within the blob
 */
public record Part(PublicKey author, BlobHash hash, long size, Optional<String> type, long offset, long length) {

    /** Checks that the part lies within the blob. */
    public Part {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw new IllegalArgumentException("a part lies within its blob");
        }
    }

    /** {@return where the part ends: the first byte that does not belong to it} */
    long end() {
        return offset + length;
    }
}
