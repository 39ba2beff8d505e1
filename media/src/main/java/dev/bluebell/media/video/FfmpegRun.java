package dev.bluebell.media.video;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process that writes one file, watched while it does. */
final class FfmpegRun {

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int MAX_WORDS = 2_000;

    private final List<String> command;
    private final FfmpegLimits limits;

    private FfmpegRun(List<String> command, FfmpegLimits limits) {
        this.command = command;
        this.limits = limits;
    }

    /** @param command to which the name of the file to write is added */
    static void of(List<String> command, Path target, FfmpegLimits limits) {
        try {
            Path folder = target.toAbsolutePath().getParent();
            Path beside = folder == null ? Path.of("/") : folder;
            Path written = Files.createTempFile(beside, ".media", ".part");
            Path words = Files.createTempFile(beside, ".media", ".log"); // whoever tidies the folder up finds it too
            try {
                List<String> whole = Stream.concat(command.stream(), Stream.of("file:" + written))
                        .toList();
                new FfmpegRun(whole, limits).run(written, words);
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
                Files.deleteIfExists(words);
            }
        } catch (IOException e) {
            throw new MediaException.Failed("ffmpeg cannot be run: " + e.getMessage(), e);
        }
    }

    private void run(Path written, Path words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(words.toFile());
        builder.environment().clear();
        Process process = builder.start();
        try {
            watch(process, written, words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaException.Failed("interrupted while ffmpeg was at work", e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
        if (process.exitValue() != 0 || Files.size(written) == 0) {
            throw new MediaException.Corrupt(
                    "ffmpeg cannot read the video", new IllegalStateException(beginning(words)));
        }
    }

    private void watch(Process process, Path written, Path words) throws IOException, InterruptedException {
        long end = System.nanoTime() + limits.within().toNanos();
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - end > 0) {
                throw new MediaException.TooLarge("ffmpeg took more than %d s for the video"
                        .formatted(limits.within().toSeconds()));
            }
            requireRoom(written, words);
        }
        requireRoom(written, words);
    }

    private void requireRoom(Path written, Path words) throws IOException {
        if (Files.size(written) + Files.size(words) > limits.maxOutputBytes()) {
            throw new MediaException.TooLarge(
                    "what ffmpeg makes of the video is larger than " + limits.maxOutputBytes() + " bytes");
        }
    }

    private static String beginning(Path words) throws IOException {
        try (InputStream in = Files.newInputStream(words)) {
            return new String(in.readNBytes(MAX_WORDS), StandardCharsets.UTF_8);
        }
    }
}
