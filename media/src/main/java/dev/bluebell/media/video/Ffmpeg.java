package dev.bluebell.media.video;

import dev.bluebell.media.MediaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Work on videos by the program ffmpeg, one process a call. It reads the one file that it is given and nothing else (no
 * network, no playlist that names other files), writes one file, sees nothing of the environment, and is killed when it goes
 * beyond the limits. What it writes appears whole or not at all. Thread-safe; a call blocks.
 *
 * <p>Every method throws {@link MediaException.Corrupt} for a file that ffmpeg cannot read, {@link MediaException.TooLarge}
 * when a limit is reached, and {@link MediaException.Failed} if ffmpeg cannot be run or the thread is interrupted.
 */
public final class Ffmpeg {

    /** Containers that hold their pictures themselves. */
    private static final String FORMATS = "mov,mp4,matroska,webm,avi,mpegts,gif,ogg,flv";

    /** Of one picture of a video, as it is decoded: a little more than 8K has. Larger ones could fill the memory. */
    private static final int MAX_PIXELS = 40_000_000;

    private final Path program;
    private final FfmpegLimits limits;

    /**
     * Work by this program.
     *
     * @param program an executable file
     */
    public Ffmpeg(Path program, FfmpegLimits limits) {
        this.program = program;
        this.limits = limits;
    }

    /**
     * The ffmpeg of this machine.
     *
     * @param path the variable {@code PATH}: folders with colons between them
     */
    public static Optional<Path> find(String path) {
        for (String folder : path.split(":", -1)) {
            Path program = Path.of(folder, "ffmpeg");
            if (program.isAbsolute() && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /**
     * Writes an MP4 with the same pictures and sound, which can be played from its start, without metadata: no place, no
     * camera, no title, no chapters, no further tracks. The rotation stays.
     */
    public void strip(Path video, Path target) {
        run(video, target, "mp4", List.of("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-movflags", "+faststart"));
    }

    /** Writes the picture at the beginning as a JPEG, upright. */
    public void poster(Path video, Path target) {
        run(video, target, "image2", List.of("-map", "0:v:0", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3"));
    }

    /**
     * Writes an MP4 that every player can show: H.264 with AAC, upright, without metadata.
     *
     * @param maxSide the longer side in pixels, which is not exceeded; smaller videos keep their size
     * @param maxBitsPerSecond of the pictures
     */
    public void transcode(Path video, Path target, int maxSide, int maxBitsPerSecond) {
        String size =
                "scale=w='min(%1$d,iw)':h='min(%1$d,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"
                        .formatted(maxSide);
        String bits = String.format(Locale.ROOT, "%d", maxBitsPerSecond);
        String buffer = String.format(Locale.ROOT, "%d", 2L * maxBitsPerSecond);
        List<String> options = new ArrayList<>(List.of("-map", "0:v:0", "-map", "0:a:0?", "-vf", size));
        options.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"));
        options.addAll(List.of("-maxrate", bits, "-bufsize", buffer, "-c:a", "aac", "-movflags", "+faststart"));
        run(video, target, "mp4", options);
    }

    private void run(Path video, Path target, String format, List<String> options) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-nostdin", "-hide_banner", "-v", "error"));
        command.addAll(List.of("-y", "-protocol_whitelist", "file", "-format_whitelist", FORMATS));
        command.addAll(List.of("-max_pixels", Integer.toString(MAX_PIXELS)));
        command.addAll(List.of("-i", "file:" + video.toAbsolutePath()));
        command.addAll(options);
        command.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"));
        command.addAll(List.of("-f", format));
        FfmpegRun.of(command, target, limits);
    }
}
