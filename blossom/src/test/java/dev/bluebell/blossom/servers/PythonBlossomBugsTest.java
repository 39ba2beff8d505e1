package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.BLOB;
import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.SIGNER;
import static dev.bluebell.blossom.servers.Samples.blob;
import static dev.bluebell.blossom.servers.Samples.closedPort;
import static dev.bluebell.blossom.servers.Samples.granted;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.text;
import static dev.bluebell.blossom.servers.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.BlobHead;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.ListQuery;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.RetryPolicy;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.FaultProxy;
import dev.bluebell.testing.FaultProxy.Fault;
import dev.bluebell.testing.MemoryBlossom;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each is a bug of python-blossom 1.0.3 that is none here. Those of its server lists are in {@code ServerListsTest}, those
 * of its error classes in {@link PythonErrorsTest}.
 */
class PythonBlossomBugsTest {

    private static final URI ELSEWHERE = URI.create("https://cdn.example/a");
    private static final WriteOptions WRITE = WriteOptions.defaults();

    private final MemoryBlossom server = MemoryBlossom.start();
    private final BlossomClient client = client(server.url());

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void downloadsAreNeverHashed() {
        server.keep(HASH.hex(), text("{\"hello\": \"strange\"}"), "application/json");

        assertThatExceptionOfType(BlossomException.WrongBlob.class).isThrownBy(() -> Blob.get(client, HASH));
    }

    @Test
    void theHashInADescriptorIsNeverCompared() {
        String other = server.keep(text("another"), "text/plain");
        String lie = "{\"url\":\"%s/%s.bin\",\"sha256\":\"%s\",\"size\":7}".formatted(server.url(), other, other);
        Fault lying = new Fault.Instead(FakeOrigin.body("application/json", text(lie)));
        try (FaultProxy line = FaultProxy.before(server.url(), lying, lying);
                BlossomClient there = client(line.url())) {
            assertThatExceptionOfType(BlossomException.WrongBlob.class).isThrownBy(() -> there.upload(BLOB));
            assertThatExceptionOfType(BlossomException.WrongBlob.class)
                    .isThrownBy(() -> there.mirror(ELSEWHERE, HASH, WRITE));
        }
    }

    @Test
    void uploadsNeverTellTheirHash() {
        client.upload(BLOB).orThrow();

        assertThat(server.requests("PUT", "/upload").getFirst().header("x-sha-256"))
                .isEqualTo(HASH.hex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1}", "[1, 2, 3]", "null", "\"text\"", "[]", ""})
    void storedJsonIsParsedInPlaceOfBeingGiven(String json) {
        BlobHash hash = new BlobHash(server.keep(text(json), "application/json"));

        assertThat(Blob.get(client, hash).bytes()).isEqualTo(text(json));
    }

    @Test
    void theTypeOfTheServerIsIgnored() {
        server.keep(HELLO, "text/x-greeting");

        assertThat(Blob.get(client, HASH).type()).isEqualTo("text/x-greeting");
    }

    @Test
    void mirrorsHaveNoContentType() {
        client.mirror(ELSEWHERE, HASH, WRITE);

        assertThat(server.requests("PUT", "/mirror").getFirst().type()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({"401, Unauthorized", "402, PaymentRequired", "403, Forbidden", "404, NotFound", "503, ServerError"})
    void aRefusedHeadHasNoStatus(int status, String exception) {
        server.refuse("HEAD", "/", status);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> client.head(HASH, ReadOptions.defaults()).orThrow())
                .satisfies(e -> {
                    assertThat(e.refusal().status()).isEqualTo(status);
                    assertThat(e.getClass().getSimpleName()).isEqualTo(exception);
                });
    }

    @Test
    void aHeadIsNotRedirected() {
        server.keep(HELLO, "application/json");
        Fault redirect = new Fault.Instead(FakeOrigin.redirect(307, server.url() + "/" + HASH));
        try (FaultProxy line = FaultProxy.before(server.url(), redirect);
                BlossomClient there = client(line.url())) {
            BlobHead head = there.head(HASH, ReadOptions.defaults()).orThrow();

            assertThat(head.sizeBytes()).hasValue(HELLO.length);
            assertThat(server.requests("HEAD", "/")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"the x tag is missing", "blob not found", "expired", "payment required", "404"})
    void aRefusalIsToldByItsWords(String reason) {
        Fault refusal = new Fault.Instead(FakeOrigin.status(401, "X-Reason: " + reason));
        try (FaultProxy line = FaultProxy.before(server.url(), refusal, refusal, refusal);
                BlossomClient there = client(line.url())) {
            assertThatExceptionOfType(RefusedException.Unauthorized.class)
                    .isThrownBy(() -> there.mirror(ELSEWHERE, HASH, WRITE).orThrow())
                    .withMessageContaining(reason);
        }
    }

    @Test
    void lostConnectionsAreNotWrapped() {
        try (BlossomClient nobody = client(closedPort())) {
            for (Consumer<BlossomClient> call : List.<Consumer<BlossomClient>>of(
                    it -> it.upload(BLOB),
                    it -> Blob.get(it, HASH),
                    it -> it.head(HASH, ReadOptions.defaults()),
                    it -> it.delete(HASH, WRITE),
                    it -> it.mirror(ELSEWHERE, HASH, WRITE),
                    it -> it.list(SIGNER.publicKey(), ListQuery.all()).forEach(blob -> {}))) {
                assertThatExceptionOfType(BlossomException.Unreachable.class).isThrownBy(() -> call.accept(nobody));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"409, Conflict", "411, LengthRequired", "416, RangeNotSatisfiable", "422, Unprocessable"})
    void someStatusesHaveNoClass(int status, String exception) {
        server.refuse("PUT", "/media", status);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> client.uploadMedia(BLOB, WRITE).orThrow())
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(exception));
    }

    @Test
    void filesAreReadWholeIntoMemory() {
        AtomicLong read = new AtomicLong();
        LocalBlob tebibyte = new LocalBlob(HASH, 1L << 40, "video/mp4", () -> new Zeros(read));
        try (FaultProxy line = FaultProxy.before(server.url(), new Fault.StalledRequest(1_000_000));
                BlossomClient there = BlossomClient.builder(line.url())
                        .stallLimit(Duration.ofMillis(300))
                        .retries(RetryPolicy.none())
                        .build()) {
            assertThatExceptionOfType(BlossomException.Unreachable.class).isThrownBy(() -> there.upload(tebibyte));

            assertThat(read).as("what fits between here and there").hasValueLessThan(100_000_000);
        }
    }

    @Test
    void thereIsNoProgress() {
        List<Long> sent = new ArrayList<>();
        byte[] bytes = new byte[1_000_000];

        client.upload(blob(bytes, "video/mp4"), WRITE.withProgress(sent::add)).orThrow();

        assertThat(sent).hasSizeGreaterThan(2).isSorted().endsWith(1_000_000L);
    }

    @Test
    void nothingIsTriedAgainHoweverTheServerAsksForIt() {
        List<Duration> pauses = new ArrayList<>();
        Fault later = new Fault.Instead(FakeOrigin.status(429, "Retry-After: 11"));
        try (FaultProxy line = FaultProxy.before(server.url(), later);
                BlossomClient there = BlossomClient.builder(line.url())
                        .signer(SIGNER)
                        .sleeper(pauses::add)
                        .build()) {
            there.upload(BLOB).orThrow();

            assertThat(pauses).containsExactly(Duration.ofSeconds(11));
        }
    }

    static Stream<Consumer<BlossomClient>> signedCalls() {
        return Stream.of(
                it -> it.upload(BLOB),
                it -> it.delete(HASH, WRITE),
                it -> it.mirror(ELSEWHERE, HASH, WRITE),
                it -> it.uploadMedia(BLOB, WRITE),
                it -> it.check(BLOB),
                it -> it.checkMedia(BLOB));
    }

    @ParameterizedTest
    @MethodSource("signedCalls")
    void tokensAreGoodForEveryServerAndEveryBlob(Consumer<BlossomClient> call) {
        call.accept(client);

        MemoryBlossom.Request request = server.requests().getFirst();
        Verb verb = Stream.of(Verb.values())
                .filter(one -> verdict(request, one, "127.0.0.1") instanceof TokenVerdict.Granted)
                .findFirst()
                .orElseThrow();
        assertThat(verdict(request, verb, "127.0.0.1")).isEqualTo(granted(HASH));
        assertThat(verdict(request, verb, "cdn.example")).isInstanceOf(TokenVerdict.Refused.class);
    }

    @Test
    void aLimitOfNothingMeansNoLimit() {
        assertThatIllegalArgumentException().isThrownBy(() -> ListQuery.all().withPageSize(0));
    }

    @Test
    void aListOfMoreThanAPageIsCutOff() {
        IntStream.range(0, 250).forEach(i -> server.keep(text("blob " + i), "text/plain"));

        assertThat(client.list(SIGNER.publicKey(), ListQuery.all())).hasSize(250);
    }

    @Test
    void serversAreSentTheBlobOneAfterTheOther() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (MemoryBlossom second = MemoryBlossom.start();
                BlossomServers both =
                        signed(List.of(server.url(), second.url())).build()) {
            Stream.of(server, second)
                    .forEach(one -> one.rule(request -> {
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        Samples.pause(Duration.ofMillis(300));
                        underWay.decrementAndGet();
                        return MemoryBlossom.PASS;
                    }));

            assertThat(both.uploadToAll(BLOB).complete()).isTrue();
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void theBlobIsReadAndHashedAgainForEachServer() {
        AtomicInteger opened = new AtomicInteger();
        LocalBlob counted = LocalBlob.of(
                () -> {
                    opened.incrementAndGet();
                    return BLOB.source().open();
                },
                "application/json");
        assertThat(opened).as("to hash it").hasValue(1);
        try (MemoryBlossom second = MemoryBlossom.start();
                BlossomServers both =
                        signed(List.of(server.url(), second.url())).build()) {
            both.uploadToAll(counted);

            assertThat(opened).as("to send it").hasValue(3);
        }
    }

    private static BlossomClient client(URI url) {
        return BlossomClient.builder(url)
                .signer(SIGNER)
                .retries(RetryPolicy.none())
                .build();
    }

    /** Endless, and counted. */
    private static final class Zeros extends InputStream {

        private final AtomicLong read;

        Zeros(AtomicLong read) {
            this.read = read;
        }

        @Override
        public int read() {
            read.incrementAndGet();
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) 0);
            read.addAndGet(length);
            return length;
        }
    }
}
