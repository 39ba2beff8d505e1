package dev.bluebell.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bluebell.media.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With videos made by ffmpeg, which {@code ./test} installs. */
class Mp4ReaderTest {

    private static final int MATRIX_IN_TRACK_HEADER = 44;

    @TempDir
    static Path folder;

    private static Path h264;

    @BeforeAll
    static void makeVideo() throws Exception {
        h264 = made("h264.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac");
    }

    /** Two seconds of 320x180 with sound. */
    private static Path made(String name, String... options) throws Exception {
        List<String> inputs =
                List.of("-f", "lavfi", "-i", "testsrc=s=320x180:r=10:d=2", "-f", "lavfi", "-i", "sine=d=2");
        return ffmpeg(name, inputs, options);
    }

    private static Path again(String name, String... options) throws Exception {
        return ffmpeg(name, List.of("-i", h264.toString(), "-c", "copy"), options);
    }

    private static Path ffmpeg(String name, List<String> inputs, String... options) throws Exception {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(inputs);
        command.addAll(List.of(options));
        command.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SVT_LOG", "1"); // errors only
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
    }

    private static Path changed(byte[] content) throws IOException {
        return Files.write(folder.resolve("changed.mp4"), content);
    }

    private static int indexOf(byte[] in, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; ; i++) {
            if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
    }

    @Test
    void refusesMorePicturesThanAreInTheFile() throws IOException {
        byte[] content = Files.readAllBytes(h264);
        int sizes = indexOf(content, "stsz") + 8;
        ByteBuffer.wrap(content).putInt(sizes, 1).putInt(sizes + 4, 50_000_000);
        Path many = changed(content.clone());
        assertThatThrownBy(() -> Mp4Reader.read(many)).isInstanceOf(MediaException.Corrupt.class);

        ByteBuffer.wrap(content).putInt(sizes, 0);
        Path listed = changed(content);
        assertThatThrownBy(() -> Mp4Reader.read(listed)).isInstanceOf(MediaException.TooLarge.class);
    }

    @Test
    void tellsAllOfAnOrdinaryVideo() {
        VideoInfo video = Mp4Reader.read(h264);

        assertThat(video.brand()).isEqualTo("isom");
        assertThat(video.compatibleBrands()).contains("iso2", "avc1", "mp41");
        assertThat(video.codec()).isEqualTo("avc1");
        assertThat(video.isH264()).isTrue();
        assertThat(video.audioCodec()).contains("mp4a");
        assertThat(video.width()).isEqualTo(320);
        assertThat(video.height()).isEqualTo(180);
        assertThat(video.rotation()).isZero();
        assertThat(video.duration().toMillis()).isCloseTo(2000, within(50L));
        assertThat(video.fastStart()).isFalse();
        assertThat(video.fragmented()).isFalse();
        assertThat(video.sizeBytes()).isEqualTo(h264.toFile().length());
    }

    @Test
    void tellsThatItStartsFast() throws Exception {
        assertThat(Mp4Reader.read(again("fast.mp4", "-movflags", "+faststart")).fastStart())
                .isTrue();
    }

    @Test
    void addsUpFragments() throws Exception {
        VideoInfo video = Mp4Reader.read(again("pieces.mp4", "-movflags", "+frag_keyframe+empty_moov"));

        assertThat(video.fragmented()).isTrue();
        assertThat(video.fastStart()).isTrue();
        assertThat(video.width()).isEqualTo(320);
        assertThat(video.duration().toMillis()).isCloseTo(2000, within(300L));
    }

    @Test
    void tellsSilence() throws Exception {
        assertThat(Mp4Reader.read(again("silent.mp4", "-an")).audioCodec()).isEmpty();
    }

    @Test
    void tellsQuickTime() throws Exception {
        assertThat(Mp4Reader.read(again("video.mov")).brand()).isEqualTo("qt  ");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 320, 180", "90, 0, 1, 180, 320", "180, -1, 0, 320, 180", "270, 0, -1, 180, 320"})
    void turnsTheSizeUpright(int degrees, int a, int b, int width, int height) throws Exception {
        byte[] content = Files.readAllBytes(h264);
        int matrix = indexOf(content, "tkhd") + MATRIX_IN_TRACK_HEADER;
        ByteBuffer.wrap(content)
                .putInt(matrix, a << 16)
                .putInt(matrix + 4, b << 16)
                .putInt(matrix + 12, -b << 16)
                .putInt(matrix + 16, a << 16);

        VideoInfo video = Mp4Reader.read(changed(content));

        assertThat(video.rotation()).isEqualTo(degrees);
        assertThat(video.width()).isEqualTo(width);
        assertThat(video.height()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({
        "hevc, hvc1, -c:v libx265 -x265-params log-level=error -tag:v hvc1",
        "vp9, vp09, -c:v libvpx-vp9 -speed 8",
        "av1, av01, -c:v libsvtav1 -preset 12"
    })
    void tellsOtherCodecs(String name, String codec, String options) throws Exception {
        VideoInfo video = Mp4Reader.read(made(name + ".mp4", options.split(" ")));

        assertThat(video.codec()).isEqualTo(codec);
        assertThat(video.isH264()).isFalse();
    }

    @Test
    void saysWhatIsNoMp4() throws Exception {
        Path webm = made("video.webm", "-c:v", "libvpx", "-c:a", "libvorbis");
        assertThatThrownBy(() -> Mp4Reader.read(webm))
                .isInstanceOf(MediaException.Unsupported.class)
                .hasMessageStartingWith("video/webm is no MP4 or MOV video; convert it, for example with ffmpeg -i");
        Path sound = again("sound.m4a", "-vn");
        assertThatThrownBy(() -> Mp4Reader.read(sound))
                .isInstanceOf(MediaException.Unsupported.class)
                .hasMessageContaining("no video track");
    }

    @Test
    void refusesWhatIsCutShort() throws Exception {
        byte[] whole = Files.readAllBytes(h264);
        for (int length = 0; length < whole.length; length += 97) {
            Path part = changed(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Mp4Reader.read(part)).isInstanceOf(MediaException.class);
        }
    }

    @Test
    void damageIsNeverMoreThanARefusal() throws Exception {
        Random random = new Random(11);
        byte[] pieces = Files.readAllBytes(again("damaged.mp4", "-movflags", "+frag_keyframe+empty_moov"));
        byte[] fast = Files.readAllBytes(again("damaged2.mp4", "-movflags", "+faststart"));
        for (int i = 0; i < 600; i++) {
            byte[] damaged = (i % 2 == 0 ? pieces : fast).clone();
            for (int change = 0; change < 3; change++) {
                damaged[32 + random.nextInt(2_000)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
            }
            Path file = changed(damaged);
            try {
                assertThat(Mp4Reader.read(file).duration().isNegative()).isFalse();
            } catch (MediaException e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void doesNotBelieveHowManySamplesThereAre() throws Exception {
        byte[] content = Files.readAllBytes(again("claims.mp4", "-movflags", "+frag_keyframe+empty_moov"));
        ByteBuffer.wrap(content).putInt(indexOf(content, "trun") + 8, -1);

        assertThatThrownBy(() -> Mp4Reader.read(changed(content))).isInstanceOf(MediaException.Corrupt.class);
    }

    @Test
    void refusesMoreBoxesThanAnyVideoHas() throws Exception {
        ByteBuffer content = ByteBuffer.allocate(16 + 8 * 200_001);
        content.putInt(16).put("ftypisom".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        while (content.hasRemaining()) {
            content.putInt(8).put("free".getBytes(StandardCharsets.US_ASCII));
        }

        assertThatThrownBy(() -> Mp4Reader.read(changed(content.array())))
                .isInstanceOf(MediaException.TooLarge.class)
                .hasMessageContaining("more than 200000 parts");
    }
}
