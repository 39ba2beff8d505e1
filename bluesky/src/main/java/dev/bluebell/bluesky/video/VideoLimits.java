package dev.bluebell.bluesky.video;

import dev.bluebell.bluesky.post.PostLimits;
import java.time.Duration;

/**
 * What the lexicons and the app allow of videos, and how patient to be with the service.
 *
 * @param mostBytes of a video
 * @param longest video that is shown
 * @param mostCaptions of a video
 * @param mostCaptionBytes of one file of captions
 * @param pollEvery how often to ask how far a video is
 * @param within how long to ask in all
 */
public record VideoLimits(
        long mostBytes,
        Duration longest,
        int mostCaptions,
        long mostCaptionBytes,
        Duration pollEvery,
        Duration within) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or the service would be asked without a pause
     */
    public VideoLimits {
        if (mostBytes < 0 || mostCaptions < 0 || mostCaptionBytes < 0 || within.isNegative()) {
            throw new IllegalArgumentException("a limit cannot be negative");
        }
        if (pollEvery.toMillis() <= 0) {
            throw new IllegalArgumentException("a service is not asked without a pause");
        }
    }

    /** Those of {@link PostLimits}; the service is asked every 2 s for half an hour. */
    public static VideoLimits defaults() {
        return new VideoLimits(
                PostLimits.VIDEO_BYTES,
                PostLimits.VIDEO_TIME,
                PostLimits.CAPTIONS,
                PostLimits.CAPTION_BYTES,
                Duration.ofSeconds(2),
                Duration.ofMinutes(30));
    }
}
