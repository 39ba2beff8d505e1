package dev.bluebell.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A sync of a file that runs while more is written to it. */
final class EarlySync {

    /** The failure, or nothing. */
    private final CompletableFuture<Optional<IOException>> end = new CompletableFuture<>();

    private EarlySync() {}

    static EarlySync begin(FileChannel channel) {
        EarlySync sync = new EarlySync();
        Thread.ofVirtual().name("early sync").start(() -> sync.end.complete(force(channel)));
        return sync;
    }

    private static Optional<IOException> force(FileChannel channel) {
        try {
            channel.force(false);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    boolean isRunning() {
        return !end.isDone();
    }

    /** Waits for the end, and says how it failed if it did. */
    Optional<IOException> await() {
        return end.join();
    }
}
