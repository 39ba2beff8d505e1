package dev.bluebell.server.cache;

import dev.bluebell.server.ServerLimits;
import java.nio.file.Path;

/**
 * How a local cache runs. It listens on 127.0.0.1 and nowhere else. Immutable; made by {@link #builder}.
 *
 * @param data the folder that holds the blobs and what is known of them; made when missing
 * @param port the port to listen on, 0 picks a free one
 * @param sizeBytes how much of the disk all kept blobs together may take, each counted in whole blocks of 4 KiB and one
 *     more; at least 64 KiB. What is on its way may take as much again for the time
 * @param privateOrigins whether blobs may be fetched from loopback and local networks
 * @param limits the bounds that a cache shares with a server
 */
public record CacheSettings(Path data, int port, long sizeBytes, boolean privateOrigins, ServerLimits limits) {

    /** The port that clients look for a local cache on. */
    public static final int PORT = 24_242;

    private static final long LEAST_BYTES = 64 * 1024;
    private static final long BLOCK_BYTES = 4096;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the port is not 0 to 65535 or the size is less than 64 KiB
     */
    public CacheSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        if (sizeBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "a cache has room for at least " + LEAST_BYTES + " bytes, not for " + sizeBytes);
        }
    }

    /** {@return the largest blob that is taken: what the limits say, or what fits} */
    public long blobBytes() {
        return Math.min(limits.blobBytes(), sizeBytes / BLOCK_BYTES * BLOCK_BYTES - BLOCK_BYTES);
    }

    /** {@return a builder with the defaults: port 24242, 4 GiB, public origins only} */
    public static Builder builder(Path data) {
        return new Builder(data);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final Path data;
        private int port = PORT;
        private long sizeBytes = 4L << 30;
        private boolean privateOrigins;
        private ServerLimits limits = ServerLimits.defaults();

        private Builder(Path data) {
            this.data = data;
        }

        /** Listens on {@code number}, 0 to 65535; default 24242, where clients look; 0 picks a free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** How much of the disk kept blobs may take; default 4 GiB. */
        public Builder sizeBytes(long bytes) {
            this.sizeBytes = bytes;
            return this;
        }

        /** Lets blobs be fetched from loopback and local networks; default no, for any web page can ask for it. */
        public Builder privateOrigins(boolean allowed) {
            this.privateOrigins = allowed;
            return this;
        }

        /** The bounds; default {@link ServerLimits#defaults()}. */
        public Builder limits(ServerLimits bounds) {
            this.limits = bounds;
            return this;
        }

        /** {@return the settings} */
        public CacheSettings build() {
            return new CacheSettings(data, port, sizeBytes, privateOrigins, limits);
        }
    }
}
