package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.ListQuery;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.Stored;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gives the server a data folder of a few megabytes, on a file system of its own that ends with its process. */
class FullDiskTest {

    private static final int DISK = 4 << 20;

    private final KeySigner signer = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());

    @TempDir
    private Path home;

    private ServerProcess server;
    private BlossomClient client;

    @BeforeEach
    void startOnSmallDisk() throws Exception {
        Path data = Files.createDirectory(home.resolve("data"));
        server = ServerProcess.start(
                home, OwnMounts.afterwards("mount -t tmpfs -o size=%d bluebell '%s'".formatted(DISK, data)));
        client = BlossomClient.builder(server.url()).signer(signer).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void anUploadThatDoesNotFitIsRefusedAndLeavesNothing() throws IOException {
        Set<Path> before = blobFiles();

        assertNoRoom(client.upload(blob('a', DISK)));

        assertThat(blobFiles()).isEqualTo(before);
        assertThat(listed()).isEmpty();
        assertThat(isThere(blob('a', DISK))).isFalse();
    }

    @Test
    void deletingMakesRoom() throws IOException {
        LocalBlob first = blob('a', DISK / 2);
        LocalBlob second = blob('b', DISK / 2);
        client.upload(first).orThrow();
        assertNoRoom(client.upload(second));

        client.delete(first.hash(), WriteOptions.defaults()).orThrow();
        client.upload(second).orThrow();

        assertThat(listed()).containsExactly(second.hash());
        client.get(second.hash(), OutputStream.nullOutputStream(), ReadOptions.defaults())
                .orThrow();
    }

    /** An empty blob takes no room, so that only the index can be short of it. */
    @Test
    void nothingIsPromisedThatTheIndexHasNoRoomFor() throws IOException {
        Path filler = inside().resolve("filler");
        Set<Path> before = blobFiles();
        fill(filler);

        assertNoRoom(client.upload(blob('a', 0)));

        assertThat(blobFiles()).isEqualTo(before);
        assertThat(listed()).isEmpty();
        Files.delete(filler);
        client.upload(blob('a', 0)).orThrow();
        assertThat(listed()).containsExactly(blob('a', 0).hash());
    }

    private static void assertNoRoom(Answer<Stored> answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, no -> {
            Refusal refusal = no.refusal();
            assertThat(refusal.status()).isEqualTo(507);
            assertThat(refusal.reason()).isNotBlank();
        });
    }

    private List<BlobHash> listed() {
        List<BlobHash> hashes = new ArrayList<>();
        client.list(signer.publicKey(), ListQuery.all()).forEach(blob -> hashes.add(blob.hash()));
        return hashes;
    }

    private boolean isThere(LocalBlob blob) {
        return client.head(blob.hash(), ReadOptions.defaults()) instanceof Answer.Ok;
    }

    private static LocalBlob blob(char content, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        Arrays.fill(bytes, (byte) content);
        return LocalBlob.of(() -> new ByteArrayInputStream(bytes), "application/octet-stream");
    }

    /** The data folder as the server sees it: for everybody else it is empty. */
    private Path inside() {
        return Path.of(
                "/proc/%d/root%s".formatted(server.handle().pid(), server.data().toAbsolutePath()));
    }

    private Set<Path> blobFiles() throws IOException {
        try (Stream<Path> files = Files.walk(inside().resolve("blobs"))) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] page = new byte[4096];
            for (int written = 0; written <= DISK; written += page.length) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
