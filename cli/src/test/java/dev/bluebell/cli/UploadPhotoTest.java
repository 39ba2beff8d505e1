package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.Nip94;
import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.Photo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Photos that a server of ours processes. */
class UploadPhotoTest extends ServedTest {

    @Test
    void losesItsPlaceOnTheFirstServerAndIsMirroredByTheSecond() throws IOException {
        byte[] photo = Photo.sidewaysWithPlace(400, 300, 120);
        person.file("photo.jpg", photo);
        assertThat(Photo.tellsPlace(photo)).isTrue();

        Run run = person.run("upload", "--media", "photo.jpg", "--server", first, "--server", second, "--json");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<BlobDescriptor> copies =
                run.lines().stream().map(BlobDescriptor::parse).toList();
        assertThat(copies)
                .extracting(BlobDescriptor::hash)
                .hasSize(2)
                .containsOnly(copies.getFirst().hash());
        assertThat(new Nip94(copies.getFirst().nip94()).first("dim")).contains("300x400");
        String hash = copies.getFirst().hash().hex();
        for (String server : List.of(first, second)) {
            assertThat(person.run("get", hash, "--server", server, "-o", "copy.jpg")
                            .exitCode())
                    .isZero();
            assertThat(Photo.tellsPlace(Files.readAllBytes(person.home().resolve("copy.jpg"))))
                    .isFalse();
            assertThat(person.run("list", "--server", server).lines()).hasSize(1);
        }
    }

    @Test
    void isCheckedBeforeItIsSent() {
        person.file("photo.jpg", Photo.sidewaysWithPlace(40, 30, 120));

        assertThat(person.run("check", "--media", "photo.jpg", "--server", first)
                        .exitCode())
                .isZero();
        assertThat(person.run("check", "--media", "hello.txt", "--server", first)
                        .errors())
                .contains("415", "neither a picture nor a video")
                .hasLineCount(1);
        assertThat(person.run("upload", "--media", "hello.txt", "--server", first)
                        .exitCode())
                .isEqualTo(1);
    }
}
