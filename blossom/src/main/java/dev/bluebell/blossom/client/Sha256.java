package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes and counts what passes by. Not thread-safe. */
final class Sha256 {

    private final MessageDigest digest = digest();
    private long bytes;

    /** Takes in what remains in the buffer, and leaves its position as it was. */
    void update(ByteBuffer buffer) {
        bytes += buffer.remaining();
        digest.update(buffer.duplicate());
    }

    void update(byte[] buffer, int offset, int length) {
        bytes += length;
        digest.update(buffer, offset, length);
    }

    long bytes() {
        return bytes;
    }

    /** The hash of all that passed; to be asked once, at the end. */
    BlobHash finish() {
        return BlobHash.of(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
