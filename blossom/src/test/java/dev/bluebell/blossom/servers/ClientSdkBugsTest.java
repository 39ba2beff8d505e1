package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.BLOB;
import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.SIGNER;
import static dev.bluebell.blossom.servers.Samples.address;
import static dev.bluebell.blossom.servers.Samples.granted;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.text;
import static dev.bluebell.blossom.servers.Samples.together;
import static dev.bluebell.blossom.servers.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.RetryPolicy;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.MemoryBlossom;
import dev.bluebell.testing.Quirk;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each is a bug of blossom-client-sdk 5.1.0 that is none here. */
class ClientSdkBugsTest {

    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void anUploadHasNeitherHashNorTokenIfTheServerCannotBeAskedBeforehand() {
        try (MemoryBlossom server = MemoryBlossom.start(Set.of(Quirk.NO_CHECK));
                BlossomClient client = client(server)) {
            assertThat(client.check(BLOB)).isInstanceOf(Answer.Refused.class);
            client.upload(BLOB).orThrow();

            MemoryBlossom.Request put = server.requests("PUT", "/upload").getFirst();
            assertThat(put.header("x-sha-256")).isEqualTo(HASH.hex());
            assertThat(verdict(put, Verb.UPLOAD, "127.0.0.1")).isEqualTo(granted(HASH));
        }
    }

    @Test
    void nobodyIsAskedToPayIfTheServerWantedATokenFirst() {
        one.rule(request -> {
            if (request.authorization().isEmpty()) {
                return 401;
            }
            return request.header("x-cashu").isEmpty() ? 402 : MemoryBlossom.PASS;
        });
        one.keep(HELLO, "application/json");
        try (BlossomClient client = BlossomClient.builder(one.url())
                .signer(SIGNER)
                .payments((url, bill) -> Optional.of(PaymentProof.cashu("cashuBmoney")))
                .build()) {
            assertThat(client.get(HASH, folder.resolve("a"), ReadOptions.defaults()))
                    .isInstanceOf(Answer.Ok.class);
            assertThat(one.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 401, 404, 429, 302})
    void aServerInTroubleHasTheBlob(int status) {
        one.keep(HELLO, "application/json");
        one.refuse("HEAD", "/", status);
        two.keep(HELLO, "application/json");
        try (BlossomServers servers = signed(List.of(one.url(), two.url()))
                .clients(client -> client.retries(RetryPolicy.none()))
                .build()) {
            assertThat(servers.holders(HASH)).containsExactly(address(two));
        }
    }

    @Test
    void whatAUriNamesIsNotHashed() {
        one.keep(HASH.hex(), text("{\"hello\": \"strange\"}"), "application/json");
        try (BlossomServers servers = together()) {
            SearchResult result = servers.get(uri(one, ""), folder.resolve("a"));

            assertThat(result.misses())
                    .singleElement()
                    .satisfies(miss -> assertThat(miss.reason()).isInstanceOf(BlossomException.WrongBlob.class));
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void theSizeInAUriIsNotCompared() {
        one.keep(HELLO, "application/json");
        try (BlossomServers servers = together()) {
            assertThat(servers.get(uri(one, "&sz=" + (HELLO.length + 1)), folder.resolve("a")))
                    .isInstanceOf(SearchResult.NotFound.class);
            assertThat(servers.get(uri(one, "&sz=" + (HELLO.length - 1)), folder.resolve("a")))
                    .isInstanceOf(SearchResult.NotFound.class);
            assertThat(servers.get(uri(one, "&sz=" + HELLO.length), folder.resolve("a")))
                    .isInstanceOf(SearchResult.Found.class);
        }
    }

    @Test
    void aBareDomainInAUriMeansHttpsOnly() {
        one.keep(HELLO, "application/json");
        String domain = "127.0.0.1:" + one.url().getPort();
        BlossomUri uri = BlossomUri.parse("blossom:%s.json?xs=%s".formatted(HASH, domain));
        try (BlossomServers servers = signed(List.of())
                .clients(client -> client.retries(RetryPolicy.none()).timeout(Duration.ofSeconds(5)))
                .build()) {
            SearchResult result = servers.get(uri, folder.resolve("a"));

            assertThat(result).isInstanceOf(SearchResult.Found.class);
            assertThat(result.misses())
                    .singleElement()
                    .satisfies(miss -> assertThat(miss.place()).startsWith("https:"));
        }
    }

    @Test
    void aSlowUploadIsCutOffByTheTimeoutOfAMirror() {
        LocalBlob slow = new LocalBlob(HASH, HELLO.length, "application/json", () -> new ByteArrayInputStream(HELLO) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                Samples.pause(Duration.ofMillis(150));
                return super.read(buffer, offset, 1);
            }
        });
        try (BlossomServers servers = signed(List.of(one.url(), two.url()))
                .workTimeout(Duration.ofSeconds(1))
                .build()) {
            long begun = System.nanoTime();

            assertThat(servers.uploadAndMirror(slow).complete()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aServerThatNeitherMirrorsNorIsSentTheBlobIsPassedOverInSilence() {
        two.rule(request -> 500);
        try (BlossomServers servers = signed(List.of(one.url(), two.url()))
                .clients(client -> client.retries(RetryPolicy.none()))
                .build()) {
            Copies copies = servers.uploadAndMirror(BLOB);

            assertThat(copies.complete()).isFalse();
            assertThat(copies.outcomes().get(1).failure()).hasValueSatisfying(reason -> {
                assertThat(reason).isInstanceOf(RefusedException.ServerError.class);
                assertThat(reason.getSuppressed()).hasSize(1);
            });
        }
    }

    @Test
    void plainBytesHaveNoContentType() {
        try (BlossomClient client = client(one)) {
            client.upload(Samples.blob(new byte[] {0, 1, 2}, "application/octet-stream"))
                    .orThrow();

            assertThat(one.requests("PUT", "/upload").getFirst().type()).isEqualTo("application/octet-stream");
        }
    }

    @Test
    void aSecondBillIsPaidToo() {
        one.refuse("PUT", "/upload", 402);
        try (BlossomClient client = client(one)) {
            Answer<?> answer = client.upload(
                    BLOB,
                    WriteOptions.defaults().withPayments((url, bill) -> Optional.of(PaymentProof.cashu("cashuBa"))));

            assertThat(answer).isInstanceOf(Answer.Refused.class);
            assertThat(((Answer.Refused<?>) answer).refusal()).isInstanceOf(Refusal.PaymentRequired.class);
            assertThat(one.requests()).hasSize(2);
        }
    }

    private static BlossomUri uri(MemoryBlossom server, String more) {
        return BlossomUri.parse("blossom:%s.json?xs=%s%s".formatted(HASH, server.url(), more));
    }

    private static BlossomClient client(MemoryBlossom server) {
        return BlossomClient.builder(server.url())
                .signer(SIGNER)
                .retries(RetryPolicy.none())
                .build();
    }
}
