package dev.bluebell.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the ffmpeg that {@code ./test} installs. */
class FfmpegTest {

    private static final String PLACE = "+48.8584+002.2945/";

    @TempDir
    static Path folder;

    private static Path video;

    private final Ffmpeg ffmpeg = new Ffmpeg(program(), FfmpegLimits.DEFAULT);

    private static Path program() {
        return Ffmpeg.find(System.getenv("PATH")).orElseThrow(() -> new AssertionError("install the package ffmpeg"));
    }

    @BeforeAll
    static void makeVideo() throws Exception {
        video = folder.resolve("a b[1].mov");
        List<String> command = new ArrayList<>(List.of(program().toString(), "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc=s=320x180:r=10:d=2", "-f", "lavfi", "-i", "sine=d=2"));
        command.addAll(List.of("-metadata", "location=" + PLACE, "-metadata", "title=" + PLACE));
        command.addAll(List.of("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", video.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(video, StandardCharsets.ISO_8859_1)).contains(PLACE);
    }

    private static Path target() {
        return folder.resolve("target");
    }

    @Test
    void stripsMetadataAndPutsTheIndexFirst() throws IOException {
        ffmpeg.strip(video, target());

        VideoInfo stripped = Mp4Reader.read(target());
        assertThat(Files.readString(target(), StandardCharsets.ISO_8859_1)).doesNotContain(PLACE);
        assertThat(stripped.fastStart()).isTrue();
        assertThat(stripped.codec()).isEqualTo("avc1");
        assertThat(stripped.audioCodec()).contains("mp4a");
        assertThat(stripped.width()).isEqualTo(320);
    }

    @Test
    void takesAPoster() throws IOException {
        ffmpeg.poster(video, target());

        assertThat(ImageIO.read(target().toFile()).getWidth()).isEqualTo(320);
    }

    @Test
    void transcodesWithinASize() {
        ffmpeg.transcode(video, target(), 160, 500_000);

        VideoInfo small = Mp4Reader.read(target());
        assertThat(small.isH264()).isTrue();
        assertThat(small.width()).isEqualTo(160);
        assertThat(small.height()).isEqualTo(90);
        assertThat(small.fastStart()).isTrue();
    }

    @Test
    void refusesWhatIsNoVideo() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(Files.readAllBytes(video), 2_000));

        for (Path file : List.of(text, cut, folder.resolve("none.mp4"))) {
            assertThatThrownBy(() -> ffmpeg.strip(file, folder.resolve("nothing")))
                    .isInstanceOf(MediaException.Corrupt.class)
                    .hasMessage("ffmpeg cannot read the video");
            assertThat(folder.resolve("nothing")).doesNotExist();
        }
    }

    @Test
    void followsNoPlaylistToOtherFiles() throws IOException {
        Path playlist = Files.writeString(
                folder.resolve("list.m3u8"), "#EXTM3U\n#EXTINF:2,\nfile:%s\n#EXT-X-ENDLIST\n".formatted(video));
        Path list = Files.writeString(
                folder.resolve("list.ffconcat"), "ffconcat version 1.0\nfile '%s'\n".formatted(video));

        for (Path file : List.of(playlist, list)) {
            assertThatThrownBy(() -> ffmpeg.strip(file, folder.resolve("nothing")))
                    .isInstanceOf(MediaException.Corrupt.class);
        }
    }

    @Test
    void killsWhatTakesTooLong() throws IOException {
        Path sleeper = script("exec sleep 600");

        assertThatThrownBy(() -> new Ffmpeg(sleeper, new FfmpegLimits(Duration.ofMillis(200), 1_000))
                        .strip(video, folder.resolve("nothing")))
                .isInstanceOf(MediaException.TooLarge.class)
                .hasMessageStartingWith("ffmpeg took more than 0 s");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void killsWhatWritesTooMuch() throws IOException {
        Path writer = script("for last; do :; done; exec cat /dev/zero > \"${last#file:}\"");

        assertThatThrownBy(() -> new Ffmpeg(writer, new FfmpegLimits(Duration.ofMinutes(1), 1_000))
                        .strip(video, folder.resolve("nothing")))
                .isInstanceOf(MediaException.TooLarge.class)
                .hasMessageContaining("larger than 1000 bytes");
        assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    private static Path script(String line) throws IOException {
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\nPATH=/bin:/usr/bin\n" + line + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void saysThatFfmpegIsMissing() {
        assertThat(Ffmpeg.find("/nowhere:")).isEmpty();
        assertThatThrownBy(() -> new Ffmpeg(folder.resolve("none"), FfmpegLimits.DEFAULT).strip(video, target()))
                .isInstanceOf(MediaException.Failed.class)
                .hasMessageStartingWith("ffmpeg cannot be run");
    }
}
