package dev.bluebell.server.cache;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.database.DatabaseException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Which blobs were asked for lately. It is written down about once a minute, so that a read costs no write; a crash loses
 * that minute. Thread-safe; {@link #note} does not block.
 */
final class Recency {

    private static final System.Logger LOG = System.getLogger("bluebell.server");

    private static final int SECONDS = 60;

    /** More blobs than that within a minute are not told apart from those that nobody asked for. */
    private static final int MOST = 20_000;

    private final InstantSource clock;
    private final Consumer<Map<BlobHash, Long>> writer;
    private final Map<BlobHash, Long> noted = new ConcurrentHashMap<>();
    private final AtomicLong written;

    /** What is noted goes to {@code writer}, on a virtual thread. */
    Recency(InstantSource clock, Consumer<Map<BlobHash, Long>> writer) {
        this.clock = clock;
        this.writer = writer;
        this.written = new AtomicLong(now());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    void note(BlobHash hash) {
        long now = now();
        if (noted.size() < MOST) {
            noted.put(hash, now);
        }
        long last = written.get();
        if (now - last >= SECONDS && written.compareAndSet(last, now)) {
            Thread.ofVirtual().name("notes what was read").start(this::write);
        }
    }

    /** Takes out what is noted. */
    Map<BlobHash, Long> take() {
        Map<BlobHash, Long> taken = new HashMap<>(noted);
        taken.forEach(noted::remove);
        return taken;
    }

    /** Writes down what is noted. A failure costs no more than the order in which blobs are let go of. */
    void write() {
        try {
            writer.accept(take());
        } catch (DatabaseException e) {
            LOG.log(Level.DEBUG, "not noted which blobs were read", e);
        }
    }
}
