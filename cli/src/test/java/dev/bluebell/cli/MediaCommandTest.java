package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaCommandTest {

    private static final String PLACE = "48.8584 N";

    @TempDir
    Path home;

    private Person person;

    @BeforeEach
    void person() throws IOException {
        person = new Person(home);
        person.file("photo.jpg", photo());
    }

    /** With a comment. */
    private static byte[] photo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "jpg", out);
        byte[] jpeg = out.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(Arrays.copyOf(jpeg, 2));
        whole.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (PLACE.length() + 2)});
        whole.writeBytes(PLACE.getBytes(StandardCharsets.US_ASCII));
        whole.write(jpeg, 2, jpeg.length - 2);
        return whole.toByteArray();
    }

    @Test
    void tellsWhatAPictureIs() throws IOException {
        long size = Files.size(home.resolve("photo.jpg"));

        assertThat(person.run("media", "probe", "photo.jpg").text())
                .isEqualTo("image/jpeg  60x40  %d bytes  photo.jpg  with metadata\n".formatted(size));
        assertThat(person.run("media", "probe", "photo.jpg", "--json").text())
                .isEqualTo(("{\"path\":\"photo.jpg\",\"type\":\"image/jpeg\",\"size\":%d,\"width\":60,\"height\":40,"
                                + "\"orientation\":1,\"frames\":1,\"alpha\":false,\"metadata\":true}\n")
                        .formatted(size));
    }

    @Test
    void writesACopyWithoutMetadata() throws IOException {
        Run run = person.run("media", "strip", "photo.jpg");

        assertThat(run.text()).startsWith("image/jpeg  60x40  ").endsWith("  photo-strip.jpg\n");
        assertThat(Files.readString(home.resolve("photo-strip.jpg"), StandardCharsets.ISO_8859_1))
                .doesNotContain(PLACE);
        assertThat(home.resolve("photo.jpg")).hasBinaryContent(photo());
        assertThat(home.toFile().list()).containsExactlyInAnyOrder("photo.jpg", "photo-strip.jpg");
    }

    @Test
    void writesACopyThatFits() throws IOException {
        Run run = person.run("media", "fit", "photo.jpg", "--max-side", "30", "--json");

        assertThat(run.text()).contains("\"path\":\"photo-fit.jpg\"", "\"width\":30,\"height\":20");
        assertThat(ImageIO.read(home.resolve("photo-fit.jpg").toFile()).getWidth())
                .isEqualTo(30);
    }

    @Test
    void writesTheTypeThatIsWanted() {
        assertThat(person.run("media", "fit", "photo.jpg", "--type", "image/png")
                        .text())
                .startsWith("image/png  60x40  ")
                .endsWith("  photo-fit.png\n");
        assertThat(person.run("media", "fit", "photo.jpg", "--type", "image/gif")
                        .errors())
                .contains("--type is image/jpeg, image/png, image/webp or image/avif, not image/gif");
    }

    @Test
    void neverTakesThePlaceOfAnotherFile() {
        person.file("photo-fit.jpg", "mine");

        Run run = person.run("media", "fit", "photo.jpg");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("bluebell: photo-fit.jpg exists already; move it away first\n");
        assertThat(home.resolve("photo-fit.jpg")).hasContent("mine");
    }

    @Test
    void goesOnAfterWhatIsNoPicture() {
        person.file("text.jpg", "no picture");

        Run run = person.run("media", "probe", "text.jpg", "none.jpg", "photo.jpg");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("bluebell: text.jpg: text/plain is no picture"),
                        line -> assertThat(line).contains("none.jpg"));
        assertThat(run.lines()).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithAVideo() {
        person.file("video.mp4", new byte[] {0, 0, 0, 16, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0});

        assertThat(person.run("media", "probe", "video.mp4").errors())
                .isEqualTo("bluebell: video.mp4: the video is cut short: its index (moov) is missing\n");
    }

    /** A second of 64x36. */
    private void video(String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i"));
        command.addAll(List.of("testsrc=s=64x36:r=10:d=1", "-metadata", "title=" + PLACE));
        command.addAll(List.of(options));
        command.add(home.resolve(name).toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void tellsWhatOtherVideosAreByFfmpeg() throws Exception {
        video("video.webm", "-c:v", "libvpx");
        person.with("PATH", System.getenv("PATH"));

        assertThat(person.run("media", "probe", "video.webm").text())
                .startsWith("video/webm  64x36  ")
                .endsWith(" bytes  video.webm  vp8  1 s\n");
        assertThat(person.run("media", "probe", "video.webm", "--json").text())
                .contains("\"rotation\":0,\"seconds\":1.0,\"codec\":\"vp8\"");
        person.with("PATH", "/nowhere");
        assertThat(person.run("media", "probe", "video.webm").errors())
                .contains("for video/webm the program ffmpeg is needed; install the package ffmpeg");
    }

    @Test
    void writesACopyOfAVideoWithoutMetadata() throws Exception {
        video("video.mov", "-c:v", "libx264");
        person.with("PATH", System.getenv("PATH"));

        Run run = person.run("media", "strip", "video.mov");

        assertThat(run.text()).startsWith("video/mp4  64x36  ").endsWith("  video-strip.mp4\n");
        assertThat(Files.readString(home.resolve("video.mov"), StandardCharsets.ISO_8859_1))
                .contains(PLACE);
        assertThat(Files.readString(home.resolve("video-strip.mp4"), StandardCharsets.ISO_8859_1))
                .doesNotContain(PLACE);
    }
}
