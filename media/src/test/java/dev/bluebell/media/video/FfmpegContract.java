package dev.bluebell.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link Ffmpeg} does with every build of the program. */
abstract class FfmpegContract {

    private static final String PLACE = "+48.8584+002.2945/";

    @TempDir
    static Path folder;

    private static Path video;

    private final Ffmpeg ffmpeg = new Ffmpeg(program(), FfmpegLimits.DEFAULT);

    abstract Path program();

    /** The one that {@code ./test} installs, which makes the videos, too. */
    static Path ofTheSystem() {
        return Ffmpeg.find(System.getenv("PATH")).orElseThrow(() -> new AssertionError("install the package ffmpeg"));
    }

    @BeforeAll
    static void makeVideo() throws Exception {
        video = made(
                "a b[1].mov",
                "-metadata location=%1$s -metadata title=%1$s -c:v libx264 -pix_fmt yuv420p -c:a aac".formatted(PLACE));
        assertThat(Files.readString(video, StandardCharsets.ISO_8859_1)).contains(PLACE);
    }

    /** Two seconds of 320x180 with sound. */
    private static Path made(String name, String options) throws Exception {
        return made(name, "-f lavfi -i testsrc=s=320x180:r=10:d=2 -f lavfi -i sine=d=2 " + options, List.of());
    }

    private static Path made(String name, String options, List<String> more) throws Exception {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(ofTheSystem().toString(), "-v", "error", "-nostdin", "-y"));
        command.addAll(more);
        command.addAll(List.of(options.split(" ")));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
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
    void saysWhatCannotBeStrippedAsItIs() throws Exception {
        Path webm = made("b.webm", "-c:v libvpx -c:a libvorbis");

        assertThatThrownBy(() -> ffmpeg.strip(webm, folder.resolve("nothing")))
                .isInstanceOf(MediaException.Unsupported.class)
                .hasMessage("the video cannot become an MP4 without being encoded again; transcode it");
        ffmpeg.transcode(webm, target(), new Rendition(320, 500_000), done -> {});
        assertThat(Mp4Reader.read(target()).isH264()).isTrue();
    }

    @Test
    void refusesVideosEachOfWhosePicturesMayHaveMetadata() throws Exception {
        for (String codec : List.of("mjpeg", "png")) {
            Path movie = made(codec + ".mov", "-c:v " + codec);

            assertThatThrownBy(() -> ffmpeg.strip(movie, folder.resolve("nothing")))
                    .isInstanceOf(MediaException.Unsupported.class)
                    .hasMessageContaining("a video in " + codec);
            assertThat(folder.resolve("nothing")).doesNotExist();
        }
    }

    @Test
    void takesAPoster() throws IOException {
        ffmpeg.poster(video, target());

        assertThat(ImageIO.read(target().toFile()).getWidth()).isEqualTo(320);
    }

    @Test
    void transcodesWithinASize() {
        ffmpeg.transcode(video, target(), new Rendition(160, 500_000), done -> {});

        VideoInfo small = Mp4Reader.read(target());
        assertThat(small.isH264()).isTrue();
        assertThat(small.width()).isEqualTo(160);
        assertThat(small.height()).isEqualTo(90);
        assertThat(small.fastStart()).isTrue();
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        Path longer =
                made("longer.mp4", "-f lavfi -i testsrc=s=640x360:r=25:d=20 -c:v libx264 -preset ultrafast", List.of());
        List<Duration> done = new ArrayList<>();

        ffmpeg.transcode(longer, target(), new Rendition(640, 500_000), done::add);

        assertThat(done).hasSizeGreaterThan(1).isSorted();
        assertThat(done.getLast()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
    }

    @Test
    void endsWhenNobodyWantsToKnowHowFarItIs() {
        assertThatThrownBy(
                        () -> ffmpeg.transcode(video, folder.resolve("nothing"), new Rendition(640, 500_000), done -> {
                            throw new IllegalStateException("enough");
                        }))
                .hasMessage("enough");
        assertThat(folder.resolve("nothing")).doesNotExist();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.webm, 'matroska,webm', vp8, vorbis, -c:v libvpx -c:a libvorbis",
        "a.mkv, 'matroska,webm', vp9, opus, -c:v libvpx-vp9 -speed 8 -c:a libopus -b:a 32k",
        "a.ts, mpegts, h264, aac, -c:v libx264 -c:a aac",
        "a.mp4, 'mov,mp4,m4a,3gp,3g2,mj2', h264, aac, -c:v libx264 -c:a aac",
        "a.ogv, ogg, theora, vorbis, -c:v libtheora -c:a libvorbis"
    })
    void probesEveryContainer(String name, String container, String codec, String audio, String options)
            throws Exception {
        Path file = made(name, options + " -pix_fmt yuv420p");

        ProbedVideo probed = ffmpeg.probe(file);

        assertThat(probed.container()).isEqualTo(container);
        assertThat(probed.codec()).isEqualTo(codec);
        assertThat(probed.audioCodec()).contains(audio);
        assertThat(probed.width()).isEqualTo(320);
        assertThat(probed.height()).isEqualTo(180);
        assertThat(probed.rotation()).isZero();
        assertThat(probed.duration()).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_200));
        assertThat(probed.sizeBytes()).isEqualTo(file.toFile().length());
    }

    @Test
    void probesWhatIsTurnedAndSilent() throws Exception {
        Path turned = made("turned.mp4", "-i %s -c copy -an".formatted(made("b.mp4", "-c:v libx264")), List.of());
        byte[] content = Files.readAllBytes(turned);
        int matrix = new String(content, StandardCharsets.ISO_8859_1).indexOf("tkhd") + 44;
        ByteBuffer.wrap(content)
                .putInt(matrix, 0)
                .putInt(matrix + 4, 1 << 16)
                .putInt(matrix + 12, -1 << 16)
                .putInt(matrix + 16, 0);
        Files.write(turned, content);

        ProbedVideo probed = ffmpeg.probe(turned);

        assertThat(probed.rotation()).isEqualTo(90);
        assertThat(probed.width()).isEqualTo(180);
        assertThat(probed.audioCodec()).isEmpty();
        assertThat(Mp4Reader.read(turned).rotation()).isEqualTo(90);
        ffmpeg.strip(turned, target());
        assertThat(Mp4Reader.read(target()).rotation()).isEqualTo(90);
        ffmpeg.transcode(turned, target(), new Rendition(180, 500_000), done -> {});
        assertThat(Mp4Reader.read(target()).rotation()).isZero();
        assertThat(Mp4Reader.read(target()).height()).isEqualTo(180);
    }

    @Test
    void saysThatThereIsOnlySound() throws Exception {
        Path sound = made("sound.ogg", "-f lavfi -i sine=d=1 -c:a libvorbis", List.of());

        assertThatThrownBy(() -> ffmpeg.probe(sound))
                .isInstanceOf(MediaException.Unsupported.class)
                .hasMessageContaining("no video track");
    }

    @Test
    void makesAStreamOfSeveralRenditions() throws Exception {
        Path stream = folder.resolve(getClass().getSimpleName());

        Path main = ffmpeg.stream(
                video, stream, List.of(new Rendition(320, 600_000), new Rendition(160, 100_000)), done -> {});

        assertThat(main).isEqualTo(stream.resolve("main.m3u8"));
        List<String> lines = Files.readAllLines(main);
        assertThat(lines).startsWith("#EXTM3U").contains("1/index.m3u8", "2/index.m3u8");
        assertThat(lines).anyMatch(line -> line.endsWith("RESOLUTION=320x180"));
        assertThat(lines).anyMatch(line -> line.endsWith("RESOLUTION=160x90"));
        assertThat(Files.readAllLines(stream.resolve("2/index.m3u8"))).contains("0000.ts", "#EXT-X-ENDLIST");
        assertThat(ffmpeg.probe(stream.resolve("2/0000.ts")).codec()).isEqualTo("h264");
        assertThatThrownBy(() -> ffmpeg.stream(video, stream, List.of(new Rendition(160, 100_000)), done -> {}))
                .isInstanceOf(MediaException.Failed.class);
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".media"));
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
            assertThatThrownBy(() -> ffmpeg.probe(file)).isInstanceOf(MediaException.class);
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
            assertThatThrownBy(() -> ffmpeg.probe(file)).isInstanceOf(MediaException.Corrupt.class);
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
