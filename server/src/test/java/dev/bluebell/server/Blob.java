package dev.bluebell.server;

import dev.bluebell.blossom.BlobHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Some bytes with their name. */
final class Blob {

    private static final AtomicLong SEEDS = new AtomicLong(20_261_120);

    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    static Blob of(byte[] bytes) {
        return new Blob(bytes.clone());
    }

    static Blob of(String text) {
        return new Blob(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that no test has seen before, of no known type. */
    static Blob fresh(int size) {
        byte[] bytes = new byte[size];
        new Random(SEEDS.incrementAndGet()).nextBytes(bytes);
        if (size > 0) {
            // A byte that stands in no text and begins no known format.
            bytes[0] = (byte) 0x81;
        }
        return new Blob(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] bytes(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    int size() {
        return bytes.length;
    }

    String hash() {
        try {
            return BlobHash.of(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .hex();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String path() {
        return "/" + hash();
    }

    @Override
    public String toString() {
        return hash() + " of " + size() + " bytes";
    }
}
