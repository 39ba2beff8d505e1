package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.BLOB;
import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.SIGNER;
import static dev.bluebell.blossom.servers.Samples.granted;
import static dev.bluebell.blossom.servers.Samples.together;
import static dev.bluebell.blossom.servers.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.Accepted;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlobHead;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.ListQuery;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.testing.MemoryBlossom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What python-blossom does, done here; the README has the table. */
class PythonParityTest {

    private final MemoryBlossom server = MemoryBlossom.start();
    private final MemoryBlossom other = MemoryBlossom.start();
    private final BlossomClient client =
            BlossomClient.builder(server.url()).signer(SIGNER).build();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        server.close();
        other.close();
    }

    @Test
    void signsWithAKeyInEitherSpelling() {
        SecretKey key = SecretKey.parse("6".repeat(64));

        assertThat(new KeySigner(SecretKey.parse(key.nsec()), new SecureRandom())
                        .publicKey()
                        .hex())
                .isEqualTo(SIGNER.publicKey().hex());
    }

    @Test
    void signsForTheTimeAndInTheWordsThatAreGiven() {
        client.upload(
                        BLOB,
                        WriteOptions.defaults()
                                .withLifetime(Duration.ofMinutes(5))
                                .withSentence("Keep a greeting"))
                .orThrow();

        String token = server.requests("PUT", "/upload").getFirst().authorization();
        Event event = Event.parse(
                new String(Base64.getUrlDecoder().decode(token.substring("Nostr ".length())), StandardCharsets.UTF_8));
        assertThat(event.content()).isEqualTo("Keep a greeting");
        assertThat(event.firstTag("expiration").map(Long::parseLong).orElseThrow()
                        - event.createdAt().getEpochSecond())
                .isBetween(300L, 320L);
    }

    @Test
    void uploadsBytes() {
        BlobDescriptor descriptor = client.upload(BLOB).orThrow().descriptor();

        assertThat(descriptor.hash()).isEqualTo(HASH);
        assertThat(server.bytes(HASH.hex())).isEqualTo(HELLO);
        assertThat(verdict(server.requests().getLast(), Verb.UPLOAD, "127.0.0.1"))
                .isEqualTo(granted(HASH));
    }

    @Test
    void uploadsAFile() throws IOException {
        Path file = Files.write(folder.resolve("hello.json"), HELLO);

        client.upload(LocalBlob.of(file)).orThrow();

        assertThat(server.type(HASH.hex())).isEqualTo("application/json");
    }

    @Test
    void uploadsAFileUnderAnotherType() throws IOException {
        Path file = Files.write(folder.resolve("hello.json"), HELLO);

        client.upload(LocalBlob.of(file).withType("text/plain")).orThrow();

        assertThat(server.type(HASH.hex())).isEqualTo("text/plain");
    }

    @Test
    void getsABlob() {
        server.keep(HELLO, "application/json");

        assertThat(Blob.get(client, HASH).bytes()).isEqualTo(HELLO);
    }

    @Test
    void asksAboutABlob() {
        server.keep(HELLO, "application/json");

        BlobHead head = client.head(HASH, ReadOptions.defaults()).orThrow();

        assertThat(head.type()).isEqualTo("application/json");
        assertThat(head.sizeBytes()).isEqualTo(OptionalLong.of(HELLO.length));
    }

    @Test
    void listsTheBlobsOfAKeyInEitherSpelling() {
        server.keep(HELLO, "application/json");
        PublicKey key = PublicKey.parse(SIGNER.publicKey().npub());

        assertThat(client.list(key, ListQuery.all().withPageSize(1)))
                .extracting(BlobDescriptor::hash)
                .containsExactly(HASH);
        assertThat(PublicKey.parse(key.hex())).isEqualTo(key);
    }

    @Test
    void deletesABlob() {
        server.keep(HELLO, "application/json");

        client.delete(HASH, WriteOptions.defaults()).orThrow();

        assertThat(server.hashes()).isEmpty();
        assertThat(verdict(server.requests().getLast(), Verb.DELETE, "elsewhere.example"))
                .isInstanceOf(TokenVerdict.Refused.class);
    }

    @Test
    void mirrorsABlob() {
        other.keep(HELLO, "application/json");

        client.mirror(other.url().resolve("/" + HASH), HASH, WriteOptions.defaults())
                .orThrow();

        assertThat(server.bytes(HASH.hex())).isEqualTo(HELLO);
    }

    @Test
    void asksWhetherAnUploadWouldBeTaken() {
        server.refuse("HEAD", "/upload", 413);

        assertThat(client.check(BLOB)).isInstanceOf(Answer.Refused.class);
        server.refuse("HEAD", "/upload", 200);
        assertThat(client.check(BLOB)).isEqualTo(new Answer.Ok<>(new Accepted(200)));
    }

    @Test
    void uploadsMedia() {
        assertThat(client.uploadMedia(BLOB, WriteOptions.defaults())
                        .orThrow()
                        .descriptor()
                        .type())
                .isEqualTo("image/webp");
        assertThat(server.hashes()).hasSize(1).doesNotContain(HASH.hex());
    }

    @Test
    void asksWhetherMediaWouldBeTaken() {
        server.refuse("HEAD", "/media", 415);

        assertThat(client.checkMedia(BLOB)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void uploadsToAllServersAtOnce() {
        try (BlossomServers both = together(server, other)) {
            assertThat(both.uploadToAll(BLOB).complete()).isTrue();
            assertThat(List.of(server, other))
                    .allSatisfy(one -> assertThat(one.hashes()).containsExactly(HASH.hex()));
        }
    }
}
