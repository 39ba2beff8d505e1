package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Blobs and owners of the tests. */
final class Samples {

    static final PublicKey ALICE = new PublicKey("a1".repeat(32));
    static final PublicKey BOB = new PublicKey("b0".repeat(32));
    static final Instant NOON = Instant.ofEpochSecond(1_800_000_000);

    private Samples() {}

    /** The hash that begins with these digits and goes on with zeros. */
    static BlobHash hash(String digits) {
        return new BlobHash(digits + "0".repeat(64 - digits.length()));
    }

    static BlobHash hash(RandomGenerator random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return BlobHash.of(digest);
    }

    /** A PNG of 100 bytes, uploaded so many seconds after noon. */
    static StoredBlob png(BlobHash hash, long seconds) {
        return new StoredBlob(hash, 100, "image/png", NOON.plusSeconds(seconds));
    }
}
