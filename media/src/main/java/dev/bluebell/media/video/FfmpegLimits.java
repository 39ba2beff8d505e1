package dev.bluebell.media.video;

import java.time.Duration;

/**
 * How far a run of ffmpeg may go before it is killed.
 *
 * @param within how long it may take
 * @param maxOutputBytes how large what it writes may become
 */
public record FfmpegLimits(Duration within, long maxOutputBytes) {

    /** 10 minutes, 2 GB. */
    public static final FfmpegLimits DEFAULT = new FfmpegLimits(Duration.ofMinutes(10), 2_000_000_000);

    /** @throws IllegalArgumentException if a limit leaves nothing */
    public FfmpegLimits {
        if (!within.isPositive() || maxOutputBytes < 1) {
            throw new IllegalArgumentException("limits of ffmpeg are above 0");
        }
    }
}
