package dev.bluebell.media.video;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

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

    /** Of one piece of memory: files can claim to have many millions of pictures, of which ffmpeg keeps lists. */
    private static final int MAX_PIECE_BYTES = 256 << 20;

    /** Whose pictures have no metadata of their own, as those of motion JPEG and PNG do. */
    private static final Set<String> BARE = Set.of(
            "h264",
            "hevc",
            "vvc",
            "vp8",
            "vp9",
            "av1",
            "mpeg4",
            "mpeg2video",
            "mpeg1video",
            "h263",
            "theora",
            "prores",
            "dnxhd",
            "vc1",
            "wmv3",
            "flv1");

    private final Path program;
    private final Path probe;
    private final FfmpegLimits limits;

    /**
     * Work by this program.
     *
     * @param program an executable file, with {@code ffprobe} in the same folder
     */
    public Ffmpeg(Path program, FfmpegLimits limits) {
        this.program = program;
        this.probe = program.resolveSibling("ffprobe");
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
     * The ffmpeg of this machine, or else the one of the library {@code org.bytedeco:ffmpeg} if that is on the class path, with
     * the natives of this system (their classifier, such as {@code linux-x86_64}); it is not there unasked, for it is large.
     * Unpacking that one takes about a second the first time.
     *
     * @param path the variable {@code PATH}
     */
    public static Optional<Path> findOrUnpack(String path) {
        return find(path).or(BundledFfmpeg::find);
    }

    /**
     * Writes an MP4 with the same pictures and sound, which can be played from its start, without metadata: no place, no
     * camera, no title, no chapters, no further tracks. The rotation stays.
     *
     * @throws MediaException.Unsupported if an MP4 cannot hold what is in it, such as VP8, or if each of its pictures may have
     *     metadata of its own, as in motion JPEG
     */
    public void strip(Path video, Path target) {
        try {
            copy(video, target);
        } catch (MediaException.Corrupt e) {
            if (says(e, "codec not currently supported in container")) {
                throw new MediaException.Unsupported(
                        "the video cannot become an MP4 without being encoded again; transcode it");
            }
            throw e;
        }
        boolean bare = false;
        try {
            requireBare(target);
            bare = true;
        } finally {
            if (!bare) {
                delete(target);
            }
        }
    }

    private void requireBare(Path copy) {
        String codec;
        try {
            codec = probe(copy).codec();
        } catch (MediaException.Unsupported e) { // it had a video track, of which nothing came through
            throw new MediaException.Corrupt("ffmpeg cannot read the video", e);
        }
        if (!BARE.contains(codec)) {
            throw new MediaException.Unsupported(
                    "each picture of a video in %s may tell of place and camera; transcode it".formatted(codec));
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new MediaException.Failed("what ffmpeg has made cannot be deleted: " + file, e);
        }
    }

    private void copy(Path video, Path target) {
        run(video, target, "mp4", List.of("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-movflags", "+faststart"));
    }

    /** Writes the picture at the beginning as a JPEG, upright. */
    public void poster(Path video, Path target) {
        run(video, target, "image2", List.of("-map", "0:v:0", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3"));
    }

    /**
     * Writes an MP4 that every player can show: H.264 with AAC, upright, without metadata.
     *
     * @param rendition what is not exceeded; smaller videos keep their size
     * @param progress is told by the calling thread, some times a second, how much of the video is done; what it throws ends
     *     the work
     */
    public void transcode(Path video, Path target, Rendition rendition, Consumer<Duration> progress) {
        encode(
                encoder -> {
                    List<String> options = new ArrayList<>(Encoding.options(rendition, encoder));
                    options.addAll(List.of("-movflags", "+faststart"));
                    return new FfmpegRun(command(video, "mp4", options), limits, progress);
                },
                run -> run.write(target));
    }

    /**
     * Writes a folder for HTTP Live Streaming: {@code main.m3u8}, which names a playlist for each rendition, with H.264 and AAC
     * in segments of 6 s. It appears whole or not at all. The limits are for each rendition.
     *
     * @param folder which is not there yet
     * @param ladder the renditions, from the best to the least, at least one
     * @param progress is told how much of the rendition that is being made is done
     * @return the main playlist
     */
    public Path stream(Path video, Path folder, List<Rendition> ladder, Consumer<Duration> progress) {
        if (ladder.isEmpty()) {
            throw new IllegalArgumentException("a stream has at least one rendition");
        }
        try {
            Path parent = folder.toAbsolutePath().getParent();
            Path made = Files.createTempDirectory(parent == null ? Path.of("/") : parent, ".media");
            try {
                stream(video, made, ladder, progress, new ArrayList<>());
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(made, folder);
            } finally {
                if (Files.exists(made)) {
                    Hls.delete(made);
                }
            }
            return folder.resolve(Hls.MAIN);
        } catch (IOException e) {
            throw new MediaException.Failed("the stream cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private void stream(
            Path video, Path made, List<Rendition> ladder, Consumer<Duration> progress, List<ProbedVideo> shapes)
            throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Rendition rendition : ladder) {
            Path folder = Files.createDirectory(made.resolve(Integer.toString(folders.size() + 1)));
            folders.add(folder);
            encode(
                    encoder -> {
                        List<String> options = new ArrayList<>(Encoding.options(rendition, encoder));
                        options.addAll(Hls.options(folder));
                        return new FfmpegRun(command(video, "hls", options), limits, progress);
                    },
                    run -> run.writeInto(folder, Hls.playlist(folder)));
            shapes.add(probe(Hls.first(folder)));
        }
        Hls.writeMain(made, folders, shapes);
    }

    /**
     * What a video in any container is. {@link Mp4Reader} tells more of MP4 and MOV, and needs no other program.
     *
     * @throws MediaException.Unsupported if it has no video track
     */
    public ProbedVideo probe(Path video) {
        try {
            Path said = Files.createTempFile("ffprobe", ".txt");
            try {
                List<String> command = new ArrayList<>(List.of(probe.toString(), "-hide_banner", "-v", "error"));
                command.addAll(input(video));
                command.addAll(Probe.OPTIONS);
                command.add("-o");
                new FfmpegRun(command, limits, done -> {}).write(said);
                return Probe.read(said, Files.size(video));
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            throw new MediaException.Failed("ffprobe cannot be run: " + e.getMessage(), e);
        }
    }

    /** By the better encoder where this ffmpeg has it. */
    private static void encode(Function<String, FfmpegRun> making, Consumer<FfmpegRun> writing) {
        try {
            writing.accept(making.apply(Encoding.X264));
        } catch (MediaException.Corrupt e) {
            if (!says(e, "Unknown encoder")) {
                throw e;
            }
            writing.accept(making.apply(Encoding.OPEN_H264));
        }
    }

    private static boolean says(MediaException e, String words) {
        return e.getCause() != null && String.valueOf(e.getCause().getMessage()).contains(words);
    }

    private void run(Path video, Path target, String format, List<String> options) {
        new FfmpegRun(command(video, format, options), limits, done -> {}).write(target);
    }

    private List<String> command(Path video, String format, List<String> options) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-nostdin", "-hide_banner", "-v", "error"));
        command.addAll(List.of("-nostats", "-progress", "pipe:1", "-y"));
        command.addAll(input(video));
        command.addAll(options);
        command.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"));
        command.addAll(List.of("-f", format));
        return command;
    }

    private static List<String> input(Path video) {
        String file = "file:" + video.toAbsolutePath();
        String pixels = Integer.toString(MAX_PIXELS);
        String memory = Integer.toString(MAX_PIECE_BYTES);
        return List.of(
                "-max_alloc",
                memory,
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                FORMATS,
                "-max_pixels",
                pixels,
                "-i",
                file);
    }
}
