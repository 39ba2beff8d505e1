package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.FaultProxy;
import dev.bluebell.testing.FaultProxy.Fault;
import dev.bluebell.testing.MemoryBlossom;
import dev.bluebell.testing.SelfSigned;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers over lines and through servers that fail in every way. */
class FaultsTest {

    private static final int SIZE = 3_000_000;
    private static final byte[] BYTES = bytes();
    private static final LocalBlob BLOB = LocalBlob.of(() -> new ByteArrayInputStream(BYTES), "video/mp4");

    private final MemoryBlossom server = MemoryBlossom.start();
    private final FakeClock clock = new FakeClock();
    private final FakeSleeper sleeper = new FakeSleeper(clock);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        new Random(20_261_121).nextBytes(bytes);
        return bytes;
    }

    /** Each with a server that has the blob. */
    static Stream<BiConsumer<BlossomClient, Path>> calls() {
        return Stream.of(
                (client, file) -> client.upload(BLOB).orThrow(),
                (client, file) ->
                        client.uploadMedia(BLOB, WriteOptions.defaults()).orThrow(),
                (client, file) -> client.check(BLOB).orThrow(),
                (client, file) ->
                        client.get(BLOB.hash(), file, ReadOptions.defaults()).orThrow(),
                (client, file) ->
                        client.head(BLOB.hash(), ReadOptions.defaults()).orThrow(),
                (client, file) ->
                        client.list(SIGNER.publicKey(), ListQuery.all()).forEach(blob -> {}),
                (client, file) ->
                        client.delete(BLOB.hash(), WriteOptions.defaults()).orThrow());
    }

    @Test
    void aDownloadGoesOnWhereItWasLost() {
        server.keep(BYTES, "video/mp4");
        try (FaultProxy line = FaultProxy.before(
                        server.url(), new Fault.LostAnswer(1_000_000), new Fault.LostAnswer(1_000_000));
                BlossomClient client = client(line.url())) {
            Path file = folder.resolve("film");

            client.get(BLOB.hash(), file, ReadOptions.defaults()).orThrow();

            assertThat(file).hasBinaryContent(BYTES);
            assertThat(server.requests("GET", "/"))
                    .extracting(request -> request.header("range").isEmpty())
                    .containsExactly(true, false, false);
            assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 300, 1_000_000, SIZE})
    void anUploadBeginsAnewWhenItWasLost(long bytes) {
        try (FaultProxy line =
                        FaultProxy.before(server.url(), new Fault.LostRequest(bytes), new Fault.LostRequest(bytes));
                BlossomClient client = client(line.url())) {
            client.upload(BLOB).orThrow();

            assertThat(server.bytes(BLOB.hash().hex())).isEqualTo(BYTES);
            assertThat(line.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 40, 250})
    void anUploadWhoseAnswerWasLostIsAskedForOnceMore(long bytes) {
        try (FaultProxy line = FaultProxy.before(server.url(), new Fault.LostAnswer(bytes));
                BlossomClient client = client(line.url())) {
            assertThat(client.upload(BLOB).orThrow().created()).isFalse();

            assertThat(server.requests("PUT", "/upload")).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void tooManyRequestsAreMadeAgainWhenTheServerSays(BiConsumer<BlossomClient, Path> call) {
        server.keep(BYTES, "video/mp4");
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plusSeconds(7 + 20).atOffset(ZoneOffset.UTC));
        try (FaultProxy line = FaultProxy.before(
                        server.url(),
                        new Fault.Instead(FakeOrigin.status(429, "Retry-After: 7")),
                        new Fault.Instead(FakeOrigin.status(429, "Retry-After: " + date)));
                BlossomClient client = client(line.url())) {
            call.accept(client, folder.resolve("film"));

            assertThat(sleeper.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aServerThatFlapsIsAskedUntilItIsThere(BiConsumer<BlossomClient, Path> call) {
        server.keep(BYTES, "video/mp4");
        Fault unavailable = new Fault.Instead(FakeOrigin.status(503));
        try (FaultProxy line = FaultProxy.before(server.url(), unavailable, new Fault.LostAnswer(1), unavailable);
                BlossomClient client = client(line.url())) {
            call.accept(client, folder.resolve("film"));

            assertThat(line.faultsLeft()).isZero();
            assertThat(sleeper.pauses()).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aStalledAnswerIsALostOne(BiConsumer<BlossomClient, Path> call) {
        server.keep(BYTES, "video/mp4");
        try (FaultProxy line = FaultProxy.before(server.url(), new Fault.StalledAnswer(30));
                BlossomClient client = builder(line.url())
                        .stallLimit(Duration.ofMillis(500))
                        .timeout(Duration.ofMillis(500))
                        .workTimeout(Duration.ofMillis(500))
                        .build()) {
            call.accept(client, folder.resolve("film"));

            assertThat(sleeper.pauses()).isNotEmpty();
        }
    }

    @Test
    void aStalledUploadIsALostOne() {
        LocalBlob large = LocalBlob.of(() -> new ByteArrayInputStream(new byte[30_000_000]), "video/mp4");
        try (FaultProxy line = FaultProxy.before(server.url(), new Fault.StalledRequest(1_000_000));
                BlossomClient client =
                        builder(line.url()).stallLimit(Duration.ofMillis(500)).build()) {
            client.upload(large).orThrow();

            assertThat(sleeper.pauses()).hasSize(1);
            assertThat(server.hashes()).containsExactly(large.hash().hex());
        }
    }

    @Test
    void aBlobThatIsGoneAfterALostAnswerWasDeleted() {
        server.keep(BYTES, "video/mp4");
        Fault unavailable = new Fault.Instead(FakeOrigin.status(503));
        try (FaultProxy line = FaultProxy.before(server.url(), new Fault.LostAnswer(1), unavailable);
                BlossomClient client = client(line.url())) {
            assertThat(client.delete(BLOB.hash(), WriteOptions.defaults()))
                    .isEqualTo(new Answer.Ok<>(new Accepted(204)));
            assertThat(client.delete(BLOB.hash(), WriteOptions.defaults())).isInstanceOf(Answer.Refused.class);
        }
    }

    @Test
    void wrongBytesAreNotKept() {
        BlobHash hash = new BlobHash("a".repeat(64));
        server.keep(hash.hex(), BYTES, "video/mp4");
        try (BlossomClient client = client(server.url())) {
            assertThatExceptionOfType(BlossomException.WrongBlob.class)
                    .isThrownBy(() -> client.get(hash, folder.resolve("film"), ReadOptions.defaults()))
                    .satisfies(e -> assertThat(e.actual()).isEqualTo(BLOB.hash()));
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void anEndlessAnswerIsReadToItsLimit() {
        Fault endless = new Fault.Instead(FakeOrigin.endless());
        ReadOptions atMost = ReadOptions.defaults().withMaxBytes(1_000_000);
        try (FaultProxy line = FaultProxy.before(server.url(), endless, endless);
                BlossomClient client = client(line.url())) {
            assertThatExceptionOfType(BlossomException.TooLong.class)
                    .isThrownBy(() -> client.get(BLOB.hash(), folder.resolve("film"), atMost));
            assertThat(folder).isEmptyDirectory();
            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.upload(BLOB))
                    .withMessageContaining("more than 8388608 bytes");
            assertThat(sleeper.pauses()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsInACircleAreNotFollowedForEver(int status) {
        try (FakeOrigin circle = FakeOrigin.start();
                BlossomClient client = client(circle.url(""))) {
            String path = "/" + BLOB.hash();
            circle.at(path, FakeOrigin.redirect(status, path));

            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.get(BLOB.hash(), folder.resolve("film"), ReadOptions.defaults()))
                    .withMessageContaining("redirects more than 5 times");
            assertThat(circle.requests(path)).hasSize(6);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aRedirectToAnotherBlobIsNotFollowed() {
        try (FakeOrigin origin = FakeOrigin.start();
                BlossomClient client = client(origin.url(""))) {
            String other = server.keep(new byte[] {1}, "video/mp4");
            origin.at("/" + BLOB.hash(), FakeOrigin.redirect(307, server.url() + "/" + other));

            assertThatExceptionOfType(BlossomException.BadAnswer.class)
                    .isThrownBy(() -> client.get(BLOB.hash(), folder.resolve("film"), ReadOptions.defaults()))
                    .withMessageContaining("without the hash of the blob");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedUnlessTheCallerTrustsIt() {
        try (MemoryBlossom secret = MemoryBlossom.startSecret(SelfSigned.server(folder));
                HttpClient trusting = HttpClient.newBuilder()
                        .sslContext(SelfSigned.trusting())
                        .build();
                BlossomClient careful = client(secret.url());
                BlossomClient careless =
                        builder(secret.url()).httpClient(trusting).build()) {
            for (var call : List.<Runnable>of(
                    () -> careful.upload(BLOB),
                    () -> careful.get(BLOB.hash(), folder.resolve("film"), ReadOptions.defaults()))) {
                assertThatExceptionOfType(BlossomException.Unreachable.class)
                        .isThrownBy(call::run)
                        .withRootCauseInstanceOf(CertPathBuilderException.class)
                        .withMessageContaining(secret.url().toString());
            }
            assertThat(sleeper.pauses()).as("that will not pass").isEmpty();
            assertThat(secret.requests()).isEmpty();

            careless.upload(BLOB).orThrow();
            assertThat(secret.hashes()).containsExactly(BLOB.hash().hex());
        }
    }

    private BlossomClient client(URI url) {
        return builder(url).build();
    }

    private BlossomClient.Builder builder(URI url) {
        return BlossomClient.builder(url).signer(SIGNER).clock(clock).sleeper(sleeper);
    }
}
