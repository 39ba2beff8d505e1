package dev.bluebell.media.video;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One process, watched while it writes. */
final class FfmpegRun {

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int MAX_WORDS = 2_000;
    private static final Pattern DONE = Pattern.compile("^out_time_us=(\\d{1,15})$", Pattern.MULTILINE);

    private final List<String> command;
    private final FfmpegLimits limits;
    private final Consumer<Duration> progress;

    /**
     * @param command the program and its arguments; where it writes is added
     * @param progress is told how much of the video is done, now and then
     */
    FfmpegRun(List<String> command, FfmpegLimits limits, Consumer<Duration> progress) {
        this.command = List.copyOf(command);
        this.limits = limits;
        this.progress = progress;
    }

    /** Writes one file, which appears when it is whole. */
    void write(Path target) {
        try {
            Path folder = target.toAbsolutePath().getParent();
            Path beside = folder == null ? Path.of("/") : folder;
            Path written = Files.createTempFile(beside, ".media", ".part");
            try {
                run(with("file:" + written), written, beside);
                if (Files.size(written) == 0) {
                    throw unreadable("");
                }
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new MediaException.Failed("ffmpeg cannot be run: " + e.getMessage(), e);
        }
    }

    /** Writes files into a folder that is there, the last of them named {@code last}. */
    void writeInto(Path folder, String last) {
        try {
            run(with(last), folder, folder);
        } catch (IOException e) {
            throw new MediaException.Failed("ffmpeg cannot be run: " + e.getMessage(), e);
        }
    }

    private List<String> with(String last) {
        return Stream.concat(command.stream(), Stream.of(last)).toList();
    }

    /** @param beside where what it says goes, so that whoever tidies the folder up finds that, too */
    private void run(List<String> whole, Path written, Path beside) throws IOException {
        Path words = Files.createTempFile(beside, ".media", ".log");
        Path done = Files.createTempFile(beside, ".media", ".progress");
        try {
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(done.toFile())
                    .redirectError(words.toFile());
            builder.environment().clear();
            watch(builder.start(), List.of(written, words, done), done);
            tell(done);
        } catch (Broken e) {
            throw unreadable(beginning(words));
        } finally {
            Files.deleteIfExists(words);
            Files.deleteIfExists(done);
        }
    }

    private static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static MediaException unreadable(String words) {
        return new MediaException.Corrupt("ffmpeg cannot read the video", new IllegalStateException(words));
    }

    private void watch(Process process, List<Path> written, Path done) throws IOException {
        long end = System.nanoTime() + limits.within().toNanos();
        try {
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - end > 0) {
                    throw new MediaException.TooLarge("ffmpeg took more than %d s for the video"
                            .formatted(limits.within().toSeconds()));
                }
                requireRoom(written);
                tell(done);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaException.Failed("interrupted while ffmpeg was at work", e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
        requireRoom(written);
        if (process.exitValue() != 0) {
            throw new Broken();
        }
    }

    private void requireRoom(List<Path> written) throws IOException {
        long bytes = 0;
        for (Path one : written) {
            bytes += sizeOf(one);
        }
        if (bytes > limits.maxOutputBytes()) {
            throw new MediaException.TooLarge(
                    "what ffmpeg makes of the video is larger than " + limits.maxOutputBytes() + " bytes");
        }
    }

    private static long sizeOf(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) ? Files.size(path) : 0; // ffmpeg renames playlists while they are counted
        }
        long bytes = 0;
        try (Stream<Path> inside = Files.list(path)) {
            for (Path one : inside.toList()) {
                bytes += sizeOf(one);
            }
        }
        return bytes;
    }

    /** The last of what the option {@code -progress} has made ffmpeg say. */
    private void tell(Path done) throws IOException {
        long size = Files.size(done);
        if (size == 0) {
            return;
        }
        Matcher matcher;
        try (InputStream in = Files.newInputStream(done)) {
            in.skipNBytes(Math.max(0, size - MAX_WORDS));
            matcher = DONE.matcher(new String(in.readNBytes(MAX_WORDS), StandardCharsets.UTF_8));
        }
        matcher.results()
                .map(found -> Duration.ofNanos(1000 * Long.parseLong(found.group(1))))
                .max(Comparator.naturalOrder())
                .ifPresent(progress);
    }

    private static String beginning(Path words) throws IOException {
        try (InputStream in = Files.newInputStream(words)) {
            return new String(in.readNBytes(MAX_WORDS), StandardCharsets.UTF_8);
        }
    }
}
