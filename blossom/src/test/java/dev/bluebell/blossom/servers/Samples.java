package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.TokenCheck;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.testing.MemoryBlossom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A blob, a key and servers to test with. */
final class Samples {

    static final Signer SIGNER = new KeySigner(SecretKey.parse("6".repeat(64)), new SecureRandom());
    static final byte[] HELLO = "{\"hello\": \"servers\"}".getBytes(StandardCharsets.UTF_8);
    static final LocalBlob BLOB = blob(HELLO, "application/json");
    static final BlobHash HASH = BLOB.hash();

    private Samples() {}

    static LocalBlob blob(byte[] bytes, String type) {
        return LocalBlob.of(() -> new ByteArrayInputStream(bytes), type);
    }

    static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    /** The servers as one, signed for. */
    static BlossomServers together(MemoryBlossom... servers) {
        return signed(Stream.of(servers).map(MemoryBlossom::url).toList()).build();
    }

    static BlossomServers.Builder signed(List<URI> servers) {
        return BlossomServers.builder(servers).signer(SIGNER);
    }

    static ServerAddress address(MemoryBlossom server) {
        return new ServerAddress(server.url());
    }

    /** The same server under another name. */
    static URI localhost(MemoryBlossom server) {
        return URI.create("http://localhost:" + server.url().getPort());
    }

    /** What a server of that name thinks of the token in a request. */
    static TokenVerdict verdict(MemoryBlossom.Request request, Verb verb, String host) {
        return new TokenCheck().check(request.authorization(), verb, Set.of(host), Instant.now());
    }

    static TokenVerdict granted(BlobHash... hashes) {
        return new TokenVerdict.Granted(SIGNER.publicKey(), Set.of(hashes));
    }

    /** For servers that take their time. */
    static void pause(Duration time) {
        try {
            boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static URI closedPort() {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + unused.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
