package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
}
