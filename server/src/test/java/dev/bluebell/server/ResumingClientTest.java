package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.Stored;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.testing.LossyProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client sends a large file to our server over a line that breaks. */
class ResumingClientTest {

    private static final int MEBI = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void sendsOnlyWhatWasLostAgain() throws Exception {
        Path file = folder.resolve("film");
        Blob film = Blob.fresh(100 * MEBI);
        Files.write(file, film.bytes());
        try (TestServer server = TestServer.start(folder.resolve("data"), settings -> settings.resumable(true));
                LossyProxy line = LossyProxy.start(server.url(), 30L * MEBI, 3);
                BlossomClient client = BlossomClient.builder(line.url())
                        .signer(new KeySigner(SecretKey.parse("5".repeat(64)), new SecureRandom()))
                        .resumable(true)
                        .clock(server.clock())
                        .random(new SplittableRandom(1))
                        .sleeper(time -> {})
                        .build()) {
            Stored stored = client.upload(LocalBlob.of(file)).orThrow();

            assertThat(stored.created()).isTrue();
            assertThat(line.lossesLeft()).isZero();
            // Each of the three losses costs a part of 16 MiB at most; from the beginning it would have been 90 MiB
            // more.
            assertThat(line.sentBytes()).isLessThan((100 + 3 * 16 + 2) * (long) MEBI);
            assertThat(server.get(film.path()).body()).isEqualTo(film.bytes());
        }
    }
}
