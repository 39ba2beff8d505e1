package dev.bluebell.server;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The bounds of a server. Everything that comes from outside has one.
 *
 * @param blobBytes the largest blob that is taken, default 2 GiB
 * @param connections how many connections there may be at once; one more is closed as it comes. The process must be able to
 *     open twice as many files, for a connection may also read or write one; default 10,000
 * @param requestsAtOnce how many requests other than plain reads run at once; more are answered 503, default 256
 * @param requestsPerAddress how many of these one client address may have, of IPv6 one /64; more are answered 429; loopback
 *     is not counted; default half of them
 * @param partialUploads how many uploads in parts may be unfinished at once; more are answered 503, default 32
 * @param partialUploadTime after how long without a part one is dropped, default 10 min
 * @param bytesPerSecond the slowest upload that is put up with, judged over every {@code patience}, default 1 KiB
 * @param patience how long a client may be slower than that, default 10 s
 * @param headTime how long the head of a request may take to come, and so may a body of JSON, default 30 s
 * @param idle after how long a connection on which nothing moves is closed, default 60 s
 * @param drain how long a stop waits for requests in flight, default 30 s
 * @param mirrorTime how long the fetching of a mirrored blob may take in all, default 10 min
 * @param clockSkew how far ahead of ours the clock of a client may be, default 60 s
 * @param reports how many reports are kept; further ones are answered 507, default 10,000
 * @param cachedBytes how much memory small blobs that are read often may use, default 24 MiB
 * @param cachedBlob the largest blob that is kept in memory, default 32 KiB
 * @param cachedRows how many rows of the index are remembered for reads, default 20,000
 */
public record ServerLimits(
        long blobBytes,
        int connections,
        int requestsAtOnce,
        int requestsPerAddress,
        int partialUploads,
        Duration partialUploadTime,
        long bytesPerSecond,
        Duration patience,
        Duration headTime,
        Duration idle,
        Duration drain,
        Duration mirrorTime,
        Duration clockSkew,
        int reports,
        long cachedBytes,
        int cachedBlob,
        int cachedRows) {

    /** Longest body of {@code PUT /mirror}, in bytes. */
    public static final int MIRROR_BYTES = 64 * 1024;

    /** Longest body of {@code PUT /report}, in bytes: a page of words, and the names of a hundred blobs. */
    public static final int REPORT_BYTES = 16 * 1024;

    /** How many reports a key may send within 24 hours; more are answered 429. */
    public static final int REPORTS_A_DAY = 50;

    /** Longest request header section, in bytes. A token with 77 hashes fills 8 KiB; this is room for four of those. */
    public static final int HEADER_BYTES = 32 * 1024;

    /** The default length of a page of {@code /list}. */
    public static final int PAGE = 100;

    /** The longest page of {@code /list}; who asks for more gets this many. */
    public static final int LONGEST_PAGE = 1000;

    /** Checks that each bound lets something through. */
    public ServerLimits {
        if (connections < 1) {
            throw new IllegalArgumentException("the number of connections at once is at least 1");
        }
        if (blobBytes < 1 || requestsAtOnce < 1 || requestsPerAddress < 1 || bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "the largest blob and the numbers of requests at once are at least 1, the slowest rate is at least 0");
        }
        if (partialUploads < 1) {
            throw new IllegalArgumentException("at least one upload in parts may be unfinished");
        }
        if (headTime.toMillis() < 1) {
            throw new IllegalArgumentException("the head of a request has a millisecond or more to come");
        }
        if (reports < 0 || cachedBytes < 0 || cachedBlob < 0 || cachedRows < 0) {
            throw new IllegalArgumentException("the number of reports and the sizes of the caches are not negative");
        }
    }

    /** {@return the defaults named above} */
    public static ServerLimits defaults() {
        return builder().build();
    }

    /** {@return a builder with the defaults named above} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects bounds, each as the component of its name says. Not thread-safe. */
    public static final class Builder {
        private long blobBytes = 2L << 30;
        private int connections = 10_000;
        private int requestsAtOnce = 256;
        private OptionalInt requestsPerAddress = OptionalInt.empty();
        private int partialUploads = 32;
        private Duration partialUploadTime = Duration.ofMinutes(10);
        private long bytesPerSecond = 1024;
        private Duration patience = Duration.ofSeconds(10);
        private Duration headTime = Duration.ofSeconds(30);
        private Duration idle = Duration.ofSeconds(60);
        private Duration drain = Duration.ofSeconds(30);
        private Duration mirrorTime = Duration.ofMinutes(10);
        private Duration clockSkew = Duration.ofSeconds(60);
        private int reports = 10_000;
        private long cachedBytes = 24L << 20;
        private int cachedBlob = 32 * 1024;
        private int cachedRows = 20_000;

        private Builder() {}

        /** The largest blob. */
        public Builder blobBytes(long bytes) {
            this.blobBytes = bytes;
            return this;
        }

        /** How many connections there may be. */
        public Builder connections(int number) {
            this.connections = number;
            return this;
        }

        /** How many requests run at once. */
        public Builder requestsAtOnce(int requests) {
            this.requestsAtOnce = requests;
            return this;
        }

        /** How many of them one client address has. */
        public Builder requestsPerAddress(int requests) {
            this.requestsPerAddress = OptionalInt.of(requests);
            return this;
        }

        /** How many uploads in parts may be unfinished. */
        public Builder partialUploads(int uploads) {
            this.partialUploads = uploads;
            return this;
        }

        /** How long they may wait for a part. */
        public Builder partialUploadTime(Duration time) {
            this.partialUploadTime = time;
            return this;
        }

        /** The slowest upload. */
        public Builder bytesPerSecond(long bytes) {
            this.bytesPerSecond = bytes;
            return this;
        }

        /** How long it may be slower. */
        public Builder patience(Duration time) {
            this.patience = time;
            return this;
        }

        /** How long a head, or a body of JSON, may take. */
        public Builder headTime(Duration time) {
            this.headTime = time;
            return this;
        }

        /** The longest silence. */
        public Builder idle(Duration time) {
            this.idle = time;
            return this;
        }

        /** The wait of a stop. */
        public Builder drain(Duration time) {
            this.drain = time;
            return this;
        }

        /** The time of a mirror. */
        public Builder mirrorTime(Duration time) {
            this.mirrorTime = time;
            return this;
        }

        /** How wrong a clock may be. */
        public Builder clockSkew(Duration time) {
            this.clockSkew = time;
            return this;
        }

        /** How many reports are kept. */
        public Builder reports(int number) {
            this.reports = number;
            return this;
        }

        /** Memory for small blobs. */
        public Builder cachedBytes(long bytes) {
            this.cachedBytes = bytes;
            return this;
        }

        /** The largest of them. */
        public Builder cachedBlob(int bytes) {
            this.cachedBlob = bytes;
            return this;
        }

        /** Remembered rows. */
        public Builder cachedRows(int rows) {
            this.cachedRows = rows;
            return this;
        }

        /**
         * {@return the bounds}
         *
         * @throws IllegalArgumentException if one of them lets nothing through
         */
        public ServerLimits build() {
            return new ServerLimits(
                    blobBytes,
                    connections,
                    requestsAtOnce,
                    requestsPerAddress.orElse(Math.max(1, requestsAtOnce / 2)),
                    partialUploads,
                    partialUploadTime,
                    bytesPerSecond,
                    patience,
                    headTime,
                    idle,
                    drain,
                    mirrorTime,
                    clockSkew,
                    reports,
                    cachedBytes,
                    cachedBlob,
                    cachedRows);
        }
    }
}
