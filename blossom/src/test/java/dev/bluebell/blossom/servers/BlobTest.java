package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.testing.MemoryBlossom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobTest {

    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();
    private final BlossomClient client = BlossomClient.builder(one.url()).build();

    @TempDir
    Path folder;

    @BeforeEach
    void oneServerHasTheBlob() {
        one.keep(HELLO, "application/json");
    }

    @AfterEach
    void stop() {
        client.close();
        one.close();
        two.close();
    }

    @Test
    void hasBytesTypeAndExtension() throws IOException {
        Blob blob = Blob.get(client, HASH);

        assertThat(blob.hash()).isEqualTo(HASH);
        assertThat(blob.bytes()).isEqualTo(HELLO);
        assertThat(blob.stream()).hasBinaryContent(HELLO);
        assertThat(blob.sizeBytes()).isEqualTo(HELLO.length);
        assertThat(blob.type()).isEqualTo("application/json");
        assertThat(blob.extension()).isEqualTo("json");
    }

    @Test
    void isSavedUnderItsHashAndExtension() {
        Path file = Blob.get(client, HASH).saveIn(folder);

        assertThat(file).isEqualTo(folder.resolve(HASH + ".json")).hasBinaryContent(HELLO);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void isSavedUnderAnotherNameInsteadOfWhatIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a name"), "older");

        Blob.get(client, HASH).saveAs(file);

        assertThat(file).hasBinaryContent(HELLO);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void cannotBeSavedWhereNothingCanBeWritten() {
        assertThatExceptionOfType(BlossomException.LocalFailure.class)
                .isThrownBy(() -> Blob.get(client, HASH).saveIn(folder.resolve("nowhere")))
                .withMessageContaining("nowhere");
    }

    @Test
    void isTheBinaryFileThatNobodyKnowsTheTypeOf() {
        BlobHash unknown = new BlobHash(one.keep(new byte[] {1, 2, 3}, "application/x-unheard-of"));

        assertThat(Blob.get(client, unknown).fileName()).isEqualTo(unknown + ".bin");
    }

    @Test
    void isNeverMoreThanMemoryCanHold() {
        BlobHash large = new BlobHash(one.keep(new byte[Blob.MAX_BYTES + 1], "video/mp4"));

        assertThatExceptionOfType(BlossomException.TooLong.class)
                .isThrownBy(() -> Blob.get(client, large))
                .withMessageContaining("more than 16777216 bytes");
    }

    @Test
    void isNotThereIfTheServerHasItNot() {
        assertThatExceptionOfType(RefusedException.NotFound.class)
                .isThrownBy(() -> Blob.get(client, new BlobHash("1".repeat(64))));
    }

    @Test
    void isFoundAmongSeveralServersAndSentToOthers() {
        try (BlossomServers both = together(two, one)) {
            Blob blob = both.blob(BlossomUri.of(HASH), SearchOptions.defaults());

            assertThat(blob.bytes()).isEqualTo(HELLO);
            both.uploadToAll(blob.toLocal()).orThrow();
            assertThat(two.bytes(HASH.hex())).isEqualTo(HELLO);
        }
    }
}
