package dev.bluebell.bluesky.video;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.media.MediaException;
import dev.bluebell.media.video.Mp4Reader;
import dev.bluebell.media.video.VideoInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * A video file that the service will take.
 *
 * @param path where it is
 * @param sizeBytes how long it is
 * @param width as it is shown, in pixels, 1 or more
 * @param height as it is shown, in pixels, 1 or more
 * @param duration zero if the file does not tell
 */
public record VideoFile(Path path, long sizeBytes, int width, int height, Duration duration) {

    private static final Set<String> CODECS = Set.of("avc1", "avc3", "hvc1", "hev1", "vp09", "av01", "mp4v");

    /** The first letters of the brands of MP4 and QuickTime. */
    private static final Set<String> BRANDS = Set.of("mp4", "qt", "iso", "avc", "M4V", "MSN", "das");

    private static final String CONVERT =
            "convert it, for example with ffmpeg -i FILE -c:v libx264 -pix_fmt yuv420p -c:a aac NEW.mp4";

    /**
     * Looks at a file.
     *
     * @throws BlueskyException.LocalFailure if it cannot be read, or will not be taken; the message says why
     */
    static VideoFile check(Path file, VideoLimits limits) {
        VideoInfo video;
        try {
            video = Mp4Reader.read(file);
        } catch (MediaException e) {
            throw new BlueskyException.LocalFailure("%s: %s".formatted(file, e.getMessage()), e);
        }
        if (video.sizeBytes() > limits.mostBytes()) {
            throw refused(
                    file, "a video has at most %d bytes, not %d".formatted(limits.mostBytes(), video.sizeBytes()));
        }
        if (video.duration().compareTo(limits.longest()) > 0) {
            throw refused(
                    file,
                    "a video lasts at most %d s, not %d"
                            .formatted(
                                    limits.longest().toSeconds(),
                                    video.duration().toSeconds()));
        }
        if (!CODECS.contains(video.codec())) {
            throw refused(file, "videos in %s cannot be shown; %s".formatted(printable(video.codec()), CONVERT));
        }
        if (!hasBrand(video)) {
            throw refused(file, "files of the brand %s are not taken; %s".formatted(printable(video.brand()), CONVERT));
        }
        return new VideoFile(file, video.sizeBytes(), video.width(), video.height(), video.duration());
    }

    private static boolean hasBrand(VideoInfo video) {
        return isKnown(video.brand()) || video.compatibleBrands().stream().anyMatch(VideoFile::isKnown);
    }

    private static boolean isKnown(String brand) {
        return BRANDS.stream().anyMatch(brand::startsWith);
    }

    private static String printable(String four) {
        return four.replaceAll("[^ -~]", "?").strip();
    }

    private static BlueskyException refused(Path file, String why) {
        return new BlueskyException.LocalFailure("%s: %s".formatted(file, why), null);
    }
}
