package dev.bluebell.server;

import java.time.Duration;

/** Bounds that a test can reach. */
final class Limits {

    private static final ServerLimits USUAL = ServerLimits.defaults();

    private Limits() {}

    /** Blobs of at most {@code bytes}. */
    static ServerLimits blobBytes(long bytes) {
        return limits(bytes, USUAL.requestsAtOnce(), USUAL.patience(), USUAL.idle(), USUAL.mirrorTime());
    }

    /** So many requests at once. */
    static ServerLimits requestsAtOnce(int requests) {
        return limits(USUAL.blobBytes(), requests, USUAL.patience(), USUAL.idle(), USUAL.mirrorTime());
    }

    /** An uploader that sends less than a KiB a second is given up after {@code patience}. */
    static ServerLimits patience(Duration patience) {
        return limits(USUAL.blobBytes(), USUAL.requestsAtOnce(), patience, USUAL.idle(), USUAL.mirrorTime());
    }

    /** A silent connection is closed after {@code idle}. */
    static ServerLimits idle(Duration idle) {
        return limits(USUAL.blobBytes(), USUAL.requestsAtOnce(), USUAL.patience(), idle, USUAL.mirrorTime());
    }

    /** Blobs of at most {@code bytes}; an origin that stalls is given up after {@code patience}, any after {@code time}. */
    static ServerLimits mirror(long bytes, Duration patience, Duration time) {
        return limits(bytes, USUAL.requestsAtOnce(), patience, USUAL.idle(), time);
    }

    private static ServerLimits limits(
            long blobBytes, int requestsAtOnce, Duration patience, Duration idle, Duration mirrorTime) {
        return new ServerLimits(
                blobBytes,
                requestsAtOnce,
                USUAL.bytesPerSecond(),
                patience,
                idle,
                USUAL.drain(),
                mirrorTime,
                USUAL.clockSkew(),
                USUAL.cachedBytes(),
                USUAL.cachedBlob(),
                USUAL.cachedRows());
    }
}
