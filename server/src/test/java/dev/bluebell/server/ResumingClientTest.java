package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.Stored;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.testing.FaultProxy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client sends a large file to our server over a line that breaks. */
class ResumingClientTest {

    private static final int MEBI = 1 << 20;
    private static final FaultProxy.Fault LOSS = new FaultProxy.Fault.LostRequest(30L * MEBI);

    @TempDir
    private Path folder;

    @Test
    void sendsOnlyWhatWasLostAgain() throws Exception {
        Path file = folder.resolve("film");
        Blob film = Blob.fresh(100 * MEBI);
        Files.write(file, film.bytes());
        try (TestServer server = TestServer.start(folder.resolve("data"), settings -> settings.resumable(true));
                FaultProxy line = FaultProxy.before(server.url(), LOSS, LOSS, LOSS);
                BlossomClient client = client(line.url(), server)) {
            Stored stored = client.upload(LocalBlob.of(file)).orThrow();

            assertThat(stored.created()).isTrue();
            assertThat(line.faultsLeft()).isZero();
            // Each of the three losses costs a part of 16 MiB at most; from the beginning it would have been 90 MiB
            // more.
            assertThat(line.sentBytes()).isLessThan((100 + 3 * 16 + 2) * (long) MEBI);
            assertThat(server.get(film.path()).body()).isEqualTo(film.bytes());
        }
    }

    @Test
    void storesNothingOfAFileThatChangesBetweenItsParts() throws Exception {
        Path file = folder.resolve("film");
        Blob film = Blob.fresh(40 * MEBI);
        Files.write(file, film.bytes());
        try (TestServer server = TestServer.start(folder.resolve("data"), settings -> settings.resumable(true));
                BlossomClient client = client(server.url(), server)) {
            LocalBlob before = LocalBlob.of(file);
            Answer<Stored> answer =
                    client.upload(before, WriteOptions.defaults().withProgress(bytes -> {
                        if (bytes > 20 * MEBI) {
                            overwrite(file);
                        }
                    }));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class));
            assertThat(server.get(film.path()).status()).isEqualTo(404);
        }
    }

    private static void overwrite(Path file) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(39 * MEBI);
            open.write("another end".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BlossomClient client(URI url, TestServer server) {
        return BlossomClient.builder(url)
                .signer(new KeySigner(SecretKey.parse("5".repeat(64)), new SecureRandom()))
                .resumable(true)
                .clock(server.clock())
                .random(new SplittableRandom(1))
                .sleeper(time -> {})
                .build();
    }
}
