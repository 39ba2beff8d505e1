package dev.bluebell.server;

import dev.bluebell.media.image.ImageEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How pictures and videos are processed ({@code PUT /media}, BUD-05). Immutable; made by {@link #builder}.
 *
 * @param offered whether they are, default yes
 * @param describeUploads whether pictures that were uploaded or mirrored as they are get their size and blurhash told,
 *     default no
 * @param maxSide the longer side of the pictures that are made, in pixels, default 4000
 * @param pictureBytes the largest picture that is taken, default 100 million bytes; videos have the bounds of blobs
 * @param pixels how many pixels a picture may have that is taken, default 100 million
 * @param atOnce how many are worked on at once, default half of the processors, at least 1
 * @param waiting how many may wait for that; more are answered 503; default 16
 * @param videoTime how long the work on one video may take, default 10 min
 * @param engine what reads and writes pictures, asked for when the first one comes; default libvips if it is installed
 * @param ffmpeg the program that works on videos; default none, and then videos are refused
 */
public record MediaSettings(
        boolean offered,
        boolean describeUploads,
        int maxSide,
        long pictureBytes,
        long pixels,
        int atOnce,
        int waiting,
        Duration videoTime,
        Supplier<ImageEngine> engine,
        Optional<Path> ffmpeg) {

    /**
     * Checks that each bound lets something through.
     *
     * @throws IllegalArgumentException if one does not
     */
    public MediaSettings {
        if (maxSide < 1 || pictureBytes < 1 || pixels < 1) {
            throw new IllegalArgumentException("the largest picture has at least one pixel, in at least one byte");
        }
        if (atOnce < 1 || waiting < 1 || !videoTime.isPositive()) {
            throw new IllegalArgumentException(
                    "at least one picture or video is worked on, one may wait, and a video has some time");
        }
    }

    /** {@return the defaults named above} */
    public static MediaSettings defaults() {
        return builder().build();
    }

    /** {@return a builder with the defaults named above} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings, each as the component of its name says. Not thread-safe. */
    public static final class Builder {
        private static final Supplier<ImageEngine> BEST = ImageEngine::best;

        private boolean offered = true;
        private boolean describeUploads;
        private int maxSide = 4000;
        private long pictureBytes = 100_000_000;
        private long pixels = 100_000_000;
        private int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        private int waiting = 16;
        private Duration videoTime = Duration.ofMinutes(10);
        private Supplier<ImageEngine> engine = BEST;
        private Optional<Path> ffmpeg = Optional.empty();

        private Builder() {}

        /** Whether pictures and videos are processed. */
        public Builder offered(boolean processed) {
            this.offered = processed;
            return this;
        }

        /** Whether uploads are looked at. */
        public Builder describeUploads(boolean described) {
            this.describeUploads = described;
            return this;
        }

        /** The longer side. */
        public Builder maxSide(int side) {
            this.maxSide = side;
            return this;
        }

        /** The largest picture. */
        public Builder pictureBytes(long bytes) {
            this.pictureBytes = bytes;
            return this;
        }

        /** The pixels of the largest picture. */
        public Builder pixels(long number) {
            this.pixels = number;
            return this;
        }

        /** How many are worked on. */
        public Builder atOnce(int number) {
            this.atOnce = number;
            return this;
        }

        /** How many may wait. */
        public Builder waiting(int number) {
            this.waiting = number;
            return this;
        }

        /** How long a video may take. */
        public Builder videoTime(Duration time) {
            this.videoTime = time;
            return this;
        }

        /** What reads and writes pictures. */
        public Builder engine(Supplier<ImageEngine> images) {
            this.engine = images;
            return this;
        }

        /** What works on videos. */
        public Builder ffmpeg(Optional<Path> program) {
            this.ffmpeg = program;
            return this;
        }

        /**
         * {@return the settings}
         *
         * @throws IllegalArgumentException if a bound lets nothing through
         */
        public MediaSettings build() {
            return new MediaSettings(
                    offered,
                    describeUploads,
                    maxSide,
                    pictureBytes,
                    pixels,
                    atOnce,
                    waiting,
                    videoTime,
                    engine,
                    ffmpeg);
        }
    }
}
