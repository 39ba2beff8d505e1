package dev.bluebell.bench;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.SqlBlobIndex;
import dev.bluebell.server.index.StoredBlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fills an index with rows of one owner, without any bytes: {@code FOLDER COUNT}. */
public final class FillIndex {

    /** The owner of all rows. */
    static final PublicKey OWNER = new PublicKey("0b".repeat(32));

    private static final int AT_ONCE = 256;
    private static final long SEED = 20261120;
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private FillIndex() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int count = Integer.parseInt(args[1]);
        try (BlobIndex index = SqlBlobIndex.open(folder.resolve("index.db"));
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int part = 0; part < AT_ONCE; part++) {
                int from = part;
                threads.execute(() -> {
                    for (int i = from; i < count; i += AT_ONCE) {
                        index.record(row(i), OWNER);
                    }
                });
            }
            threads.shutdown();
            while (!threads.isTerminated()) {
                System.err.printf("\r%d of %d rows", index.totals().blobs(), count);
                pause();
            }
            System.err.println();
        }
    }

    private static StoredBlob row(int number) {
        byte[] hash = new byte[32];
        new Random(SEED + number).nextBytes(hash);
        return new StoredBlob(BlobHash.of(hash), 1024, "image/jpeg", FIRST.plusSeconds(number / 3));
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
