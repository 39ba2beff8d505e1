package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.media.video.Ffmpeg;
import dev.bluebell.media.video.Mp4Reader;
import dev.bluebell.media.video.VideoInfo;
import dev.bluebell.testing.Photo;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** BUD-05 for videos, with the ffmpeg that {@code ./test} installs. */
class MediaVideoTest {

    private static final String PLACE = "+48.8584+002.2945/";

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static byte[] video;

    private static Path program() {
        return Ffmpeg.find(System.getenv("PATH")).orElseThrow(() -> new AssertionError("install the package ffmpeg"));
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        video = make("video.mov");
        server = TestServer.start(
                folder.resolve("data"),
                settings -> settings.media(
                        MediaSettings.builder().ffmpeg(Optional.of(program())).build()));
    }

    /** Two seconds with a place in them, their index at the end. */
    private static byte[] make(String name, String... codecs) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(program().toString(), "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc=s=320x180:r=10:d=2", "-f", "lavfi", "-i", "sine=d=2"));
        command.addAll(List.of("-metadata", "location=" + PLACE, "-pix_fmt", "yuv420p"));
        command.addAll(List.of(codecs));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllBytes(file);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(server.temporaryFiles()).isEmpty();
    }

    private static RawRequest media(TestServer to, Blob blob) {
        return to.signed(RawRequest.of("PUT", "/media"), ALICE, "media", blob.hash())
                .with("Content-Type", "video/quicktime")
                .body(blob.bytes());
    }

    private static RawAnswer put(byte[] bytes) {
        return server.ask(media(server, Blob.of(bytes)));
    }

    private static String tag(RawAnswer answer, String name) {
        for (JsonNode tag : Answers.json(answer).path("nip94")) {
            if (tag.get(0).asString().equals(name)) {
                return tag.get(1).asString();
            }
        }
        throw new AssertionError("no tag " + name + " in " + answer.text());
    }

    @Test
    void aVideoLosesItsPlaceAndCanBePlayedFromTheStart() throws IOException {
        assertThat(new String(video, StandardCharsets.ISO_8859_1)).contains(PLACE);

        RawAnswer answer = put(video);

        Answers.assertThat(answer).hasStatus(201).hasField("type", "video/mp4");
        byte[] result =
                server.get("/" + Answers.json(answer).path("sha256").asString()).body();
        assertThat(new String(result, StandardCharsets.ISO_8859_1)).doesNotContain(PLACE);
        VideoInfo info = Mp4Reader.read(Files.write(folder.resolve("result.mp4"), result));
        assertThat(info.fastStart()).isTrue();
        assertThat(info.duration()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2200));
        assertThat(tag(answer, "ox")).isEqualTo(Blob.of(video).hash());
        assertThat(tag(answer, "dim")).isEqualTo("320x180");
        assertThat(tag(answer, "blurhash")).hasSizeBetween(20, 40);
    }

    @Test
    void itsBeginningIsABlobOfTheSameOwner() {
        String thumb = tag(put(video), "thumb");

        RawAnswer poster = server.get(thumb.substring(server.url().toString().length()));

        Answers.assertThat(poster).hasStatus(200).hasHeader("Content-Type", "image/jpeg");
        assertThat(Photo.decode(poster.body()).getWidth()).isEqualTo(320);
        assertThat(server.get("/list/" + ALICE.publicKey()).text()).contains("\"url\":\"" + thumb);
        Answers.assertThat(server.ask(server.delete(ALICE, Blob.of(poster.body()))))
                .hasStatus(204);
    }

    @Test
    void theSameVideoAgainIsNotNew() throws IOException, InterruptedException {
        byte[] other = make("other.mp4", "-c:v", "libx264", "-crf", "30");

        Answers.assertThat(put(other)).hasStatus(201);
        Answers.assertThat(put(other)).hasStatus(200);
    }

    @Test
    void aVideoInAnotherContainerBecomesMp4() throws IOException, InterruptedException {
        byte[] mkv = make("video.mkv", "-c:v", "libx264");

        Answers.assertThat(put(mkv)).hasStatus(201).hasField("type", "video/mp4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 20_000})
    void aVideoThatIsCutShortIsRefused(int missing) {
        Answers.assertThat(put(Arrays.copyOf(video, video.length - missing))).hasStatus(422);
    }

    @Test
    void aVideoWhoseEndIsMissingIsRefusedThoughItsBeginningCanBePlayed() throws IOException, InterruptedException {
        byte[] fast = make("fast.mp4", "-c:v", "libx264", "-movflags", "+faststart");

        Answers.assertThat(put(Arrays.copyOf(fast, fast.length - 1000))).isRefusal(422, "cut short");
    }

    @Test
    void aVideoThatCannotBeDecodedIsRefused() {
        byte[] noise = video.clone();
        int pictures = new String(video, StandardCharsets.ISO_8859_1).indexOf("mdat") + 4;
        Arrays.fill(noise, pictures, video.length / 2, (byte) 0x55);

        Answers.assertThat(put(noise)).hasStatus(422);
    }

    @Test
    void soundAloneIsRefused() throws IOException, InterruptedException {
        byte[] sound = make("sound.m4a", "-vn");

        Answers.assertThat(put(sound)).hasStatus(415);
    }

    private static Path script(String name, String line) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\nPATH=/bin:/usr/bin\n" + line + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aVideoThatTakesTooLongIsRefused(@TempDir Path data) throws IOException {
        Path sleeper = script("sleeper", "exec sleep 600");
        try (TestServer slow = TestServer.start(
                data,
                settings -> settings.media(MediaSettings.builder()
                        .ffmpeg(Optional.of(sleeper))
                        .videoTime(Duration.ofMillis(200))
                        .build()))) {
            Answers.assertThat(slow.ask(media(slow, Blob.of(video)))).isRefusal(413, "took more than");
            assertThat(slow.temporaryFiles()).isEmpty();
        }
    }

    @Test
    void aFullDiskIsNoFaultOfTheVideo(@TempDir Path data) throws IOException {
        Path full = script("full", "echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1");
        try (TestServer server = TestServer.start(
                data,
                settings -> settings.media(
                        MediaSettings.builder().ffmpeg(Optional.of(full)).build()))) {
            Answers.assertThat(server.ask(media(server, Blob.of(video)))).isRefusal(507, "disk space");
        }
    }

    @Test
    void whoHangsUpEndsFfmpeg(@TempDir Path data) throws IOException {
        Path sleeper = script("sleeper2", "exec sleep 600");
        try (TestServer slow = TestServer.start(
                data,
                settings -> settings.media(
                        MediaSettings.builder().ffmpeg(Optional.of(sleeper)).build()))) {
            try (RawHttp http = slow.connect().send(media(slow, Blob.of(video)))) {
                Awaitility.await().until(() -> slow.temporaryFiles().size() > 1);
                assertThat(http.hasMore()).isFalse();
            }
            Awaitility.await().until(() -> slow.temporaryFiles().isEmpty());
            Awaitility.await().until(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
        }
    }
}
