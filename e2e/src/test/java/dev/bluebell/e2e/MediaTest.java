package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.testing.Photo;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures and videos from the command line of one process to the disk of another. */
class MediaTest {

    @TempDir
    private Path folder;

    @Test
    void aPhotoIsOnBothServersWithoutItsPlace() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path photo = Files.write(home.resolve("photo.jpg"), Photo.sidewaysWithPlace(800, 600, 150));
        assertThat(Photo.tellsPlace(Files.readAllBytes(photo))).isTrue();
        try (ServerProcess one = server("one", List.of());
                ServerProcess two = server("two", List.of(), "--allow-private-origins")) {
            CommandProcess upload = CommandProcess.start(
                    home, "upload", "--media", "photo.jpg", "--json", "--server=" + one.url(), "--server=" + two.url());
            assertThat(upload.exitCode()).as(upload.errors()).isZero();

            List<BlobDescriptor> copies =
                    upload.output().lines().map(BlobDescriptor::parse).toList();
            assertThat(copies).hasSize(2);
            for (BlobDescriptor copy : copies) {
                RawAnswer answer =
                        RawHttp.ask(copy.url(), RawRequest.of("GET", copy.url().getPath()));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(sha256(answer.body())).isEqualTo(copies.getFirst().hash());
                assertThat(Photo.tellsPlace(answer.body())).isFalse();
                assertThat(Photo.decode(answer.body()).getHeight()).isEqualTo(800);
            }
        }
    }

    @Test
    void aKilledServerTidiesUpWhatItHadInHand() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Path ffmpeg = Files.writeString(tools.resolve("ffmpeg"), "#!/bin/sh\nexec /bin/sleep 600\n");
        Files.setPosixFilePermissions(ffmpeg, PosixFilePermissions.fromString("rwx------"));
        byte[] video = "\u001AE\u00DF\u00A3 a video, for all that can be seen from its beginning"
                .getBytes(StandardCharsets.ISO_8859_1);
        Path incoming;
        try (ServerProcess server = server("killed", List.of("env", "PATH=" + tools));
                RawHttp http = RawHttp.connect(server.url())) {
            incoming = server.data().resolve("blobs/incoming");
            http.send(RawRequest.of("PUT", "/media")
                    .with(
                            "Authorization",
                            RawToken.header(RawToken.event(
                                    RawKey.of(3),
                                    "media",
                                    Instant.now().getEpochSecond(),
                                    sha256(video).hex())))
                    .body(video));
            Path left = incoming;
            await().until(() -> filesIn(left).size() > 1); // the video, and what ffmpeg makes of it
        }
        assertThat(filesIn(incoming)).isNotEmpty();

        try (ServerProcess again = server("killed", List.of())) {
            assertThat(filesIn(incoming)).isEmpty();
            assertThat(again.errors()).contains("cleaned up after a crash");
        }
    }

    private ServerProcess server(String name, List<String> wrapper, String... options) throws IOException {
        return ServerProcess.start(Files.createDirectories(folder.resolve(name)), wrapper, options);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static BlobHash sha256(byte[] bytes) {
        try {
            return BlobHash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
