package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.BLOB;
import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.SIGNER;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.client.Accepted;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.ListQuery;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.RetryPolicy;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.FaultProxy;
import dev.bluebell.testing.FaultProxy.Fault;
import dev.bluebell.testing.MemoryBlossom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each is a bug of nostr4j's blossom4j, rust-nostr, NDK or bouquet that is none here. */
class OtherClientsBugsTest {

    private final MemoryBlossom server = MemoryBlossom.start();
    private final MemoryBlossom second = MemoryBlossom.start();
    private final BlossomClient client = BlossomClient.builder(server.url())
            .signer(SIGNER)
            .retries(RetryPolicy.none())
            .build();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        server.close();
        second.close();
    }

    /** nostr4j. */
    @Test
    void aPartIsComparedWithTheHashOfTheWhole() throws Exception {
        server.keep(HELLO, "application/json");
        Files.write(folder.resolve("a.part"), Arrays.copyOf(HELLO, 5));

        client.get(HASH, folder.resolve("a"), ReadOptions.defaults()).orThrow();

        assertThat(folder.resolve("a")).hasBinaryContent(HELLO);
        assertThat(server.requests("GET", "/").getFirst().header("range")).isEqualTo("bytes=4-");
    }

    /** nostr4j. */
    @Test
    void blobsOfMoreThan2GiBHaveNoLength() {
        Fault head = new Fault.Instead(
                FakeOrigin.raw("HTTP/1.1 200 OK\r\nContent-Length: 5000000000000\r\nConnection: close\r\n\r\n"));
        String list = "[{\"url\":\"https://cdn.example/a\",\"sha256\":\"%s\",\"size\":5000000000000}]".formatted(HASH);
        Fault listing = new Fault.Instead(FakeOrigin.body("application/json", text(list)));
        try (FaultProxy line = FaultProxy.before(server.url(), head, listing);
                BlossomClient there = BlossomClient.builder(line.url()).build()) {
            assertThat(there.head(HASH, ReadOptions.defaults()).orThrow().sizeBytes())
                    .hasValue(5_000_000_000_000L);
            assertThat(there.list(SIGNER.publicKey(), ListQuery.all()))
                    .extracting(BlobDescriptor::sizeBytes)
                    .containsExactly(5_000_000_000_000L);
        }
    }

    /** nostr4j. */
    @Test
    void severalServersFailWithoutASigner() {
        try (BlossomServers servers =
                BlossomServers.builder(List.of(server.url(), second.url())).build()) {
            assertThat(servers.uploadToAll(BLOB).complete()).isTrue();
            assertThat(servers.holders(HASH)).hasSize(2);
            assertThat(servers.delete(HASH, WriteOptions.defaults()))
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
        }
    }

    /** nostr4j. */
    @Test
    void everyReadIsSigned() {
        server.keep(HELLO, "application/json");

        client.get(HASH, folder.resolve("a"), ReadOptions.defaults()).orThrow();
        client.head(HASH, ReadOptions.defaults()).orThrow();
        client.list(SIGNER.publicKey(), ListQuery.all()).forEach(blob -> {});

        assertThat(server.requests())
                .extracting(MemoryBlossom.Request::authorization)
                .containsOnly("");
    }

    /** nostr4j. */
    @Test
    void aFailedDeletionCountsAsDone() {
        server.keep(HELLO, "application/json");
        server.refuse("DELETE", "/", 403);
        second.keep(HELLO, "application/json");
        try (BlossomServers servers =
                signed(List.of(server.url(), second.url())).build()) {
            List<Outcome<Accepted>> outcomes = servers.delete(HASH, WriteOptions.defaults());

            assertThat(outcomes.get(0).failure()).containsInstanceOf(RefusedException.Forbidden.class);
            assertThat(outcomes.get(1).orThrow()).isEqualTo(new Accepted(204));
        }
    }

    /** nostr4j. */
    @Test
    void aDescriptorWithoutTypeOrTimeIsRefused() {
        String json = "{\"url\":\"https://cdn.example/a\",\"sha256\":\"%s\",\"size\":1}".formatted(HASH);

        assertThat(BlobDescriptor.parse(json).type()).isEqualTo("application/octet-stream");
        assertThat(BlobDescriptor.parse(json).uploaded()).isEqualTo(Instant.EPOCH);
    }

    /** nostr4j. */
    @Test
    void aRefusalIsAnErrorOfTheConnection() {
        server.refuse("PUT", "/upload", 413);

        assertThat(client.upload(BLOB)).isInstanceOf(Answer.Refused.class);
    }

    /** rust-nostr. */
    @Test
    void aListIsAskedForWithoutTheWordList() {
        client.list(SIGNER.publicKey(), ListQuery.all()).forEach(blob -> {});

        assertThat(server.requests().getFirst().target())
                .isEqualTo("/list/%s?limit=100", SIGNER.publicKey().hex());
    }

    /** NDK. */
    @Test
    void mediaAreAskedAboutWhereNothingIs() {
        client.checkMedia(BLOB);

        assertThat(server.requests()).singleElement().hasToString("HEAD /media");
    }

    /** bouquet. */
    @Test
    void aPageThatBringsLittleNewEndsAList() {
        for (int i = 0; i < 40; i++) {
            server.keep(text("blob " + i), "text/plain");
        }

        assertThat(client.list(SIGNER.publicKey(), ListQuery.all().withPageSize(3)))
                .hasSize(40);
    }
}
