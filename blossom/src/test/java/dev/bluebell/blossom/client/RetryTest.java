package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.HELLO;
import static dev.bluebell.blossom.client.Blobs.HELLO_BLOB;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.descriptor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    private static final Event REPORT = SIGNER.sign(
            new EventDraft(Instant.EPOCH, 1984, List.of(List.of("x", HELLO_HASH.hex(), "spam")), "Too many greetings"));
    private static final URI ELSEWHERE = URI.create("https://cdn.example/a");

    private final FakeClock clock = new FakeClock();
    private final FakeSleeper sleeper = new FakeSleeper(clock);

    static Stream<Function<BlossomClient, Answer<?>>> calls() {
        return Stream.of(
                client -> client.upload(HELLO_BLOB),
                client -> client.uploadMedia(HELLO_BLOB, WriteOptions.defaults()),
                client -> client.check(HELLO_BLOB),
                client -> client.checkMedia(HELLO_BLOB),
                client -> client.mirror(ELSEWHERE, HELLO_HASH, WriteOptions.defaults()),
                client -> client.delete(HELLO_HASH, WriteOptions.defaults()),
                client -> client.report(REPORT),
                client -> client.head(HELLO_HASH, ReadOptions.defaults()),
                client -> {
                    client.list(SIGNER.publicKey(), ListQuery.all()).forEach(blob -> {});
                    return new Answer.Ok<>("a list");
                });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void comesAfterALostConnection(Function<BlossomClient, Answer<?>> call) throws IOException {
        try (FakeServer server = failing(2, exchange -> {});
                BlossomClient client = client(server)) {
            assertThat(call.apply(client)).isInstanceOf(Answer.Ok.class);
            assertThat(server.exchanges()).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void comesAfterA429AndA503(Function<BlossomClient, Answer<?>> call) throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (FakeServer server = failing(3, exchange -> {
                    exchange.body();
                    exchange.send(count.incrementAndGet() % 2 == 0 ? 429 : 503, "");
                });
                BlossomClient client = client(server)) {
            assertThat(call.apply(client)).isInstanceOf(Answer.Ok.class);
            assertThat(sleeper.pauses()).hasSize(3);
        }
    }

    @Test
    void comesAfterADescriptorThatBreaksOff() throws IOException {
        try (FakeServer server = failing(1, exchange -> {
                    exchange.body();
                    exchange.raw("HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{");
                });
                BlossomClient client = client(server)) {
            assertThat(client.upload(HELLO_BLOB)).isInstanceOf(Answer.Ok.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 520, 524})
    void isForServersInTrouble(int status) throws IOException {
        try (FakeServer server = failing(1, exchange -> exchange.send(status, ""));
                BlossomClient client = client(server)) {
            assertThat(client.delete(HELLO_HASH, WriteOptions.defaults())).isInstanceOf(Answer.Ok.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403, 404, 405, 409, 410, 411, 413, 415, 416, 422, 501, 505, 507})
    void isNotForRefusalsThatStay(int status) throws IOException {
        try (FakeServer server = failing(1, exchange -> exchange.send(status, ""));
                BlossomClient client = client(server)) {
            assertThat(client.delete(HELLO_HASH, WriteOptions.defaults())).isInstanceOf(Answer.Refused.class);
            assertThat(server.exchanges()).hasSize(1);
            assertThat(sleeper.pauses()).isEmpty();
        }
    }

    @Test
    void isNotForAMirrorWhoseOriginCannotBeUsed() throws IOException {
        try (FakeServer server = failing(1, exchange -> exchange.send(502, ""));
                BlossomClient client = client(server)) {
            assertThat(client.mirror(ELSEWHERE, HELLO_HASH, WriteOptions.defaults()))
                    .isInstanceOf(Answer.Refused.class);
        }
    }

    @Test
    void isNotForAHostThatDoesNotExist() {
        try (BlossomClient client =
                client(URI.create("http://there-is-no-such-host.invalid"), UnaryOperator.identity())) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.head(HELLO_HASH, ReadOptions.defaults()))
                    .withMessageContaining("no host");
            assertThat(sleeper.pauses()).isEmpty();
        }
    }

    @Test
    void isForAServerThatWasThereAndNotForOneThatWasNot() throws IOException {
        FakeServer server = failing(0, exchange -> {});
        try (BlossomClient client = client(server)) {
            client.delete(HELLO_HASH, WriteOptions.defaults()).orThrow();
            server.close();
            try (Socket occupant = occupant(server.uri())) {
                assertThat(occupant.isBound()).isTrue();
                assertThatGivesUp(client);
                assertThat(sleeper.pauses()).as("it may be starting anew").hasSize(3);

                assertThatGivesUp(client);
                assertThat(sleeper.pauses()).as("it is gone").hasSize(3);
            }
        }
        try (BlossomClient client = client(FakeServer.closedPort(), UnaryOperator.identity())) {
            assertThatGivesUp(client);
            assertThat(sleeper.pauses()).as("it never was there").hasSize(3);
        }
    }

    /** Has the port without listening, so that nobody else on this machine can; the server may need a moment to leave it. */
    private static Socket occupant(URI server) {
        InetSocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
        return await().ignoreExceptionsInstanceOf(BindException.class).until(() -> bound(address), Socket::isBound);
    }

    private static Socket bound(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }

    private static void assertThatGivesUp(BlossomClient client) {
        assertThatExceptionOfType(BlossomException.Unreachable.class)
                .isThrownBy(() -> client.delete(HELLO_HASH, WriteOptions.defaults()))
                .withMessageContaining("connection refused");
    }

    @Test
    void isNotForWhatIsNoHttp() throws IOException {
        try (FakeServer server = failing(1, exchange -> exchange.raw("SSH-2.0-OpenSSH\r\n\r\n"));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.head(HELLO_HASH, ReadOptions.defaults()));
            assertThat(sleeper.pauses()).isEmpty();
        }
    }

    @Test
    void waitsAsLongAsTheServerSays() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (FakeServer server = failing(2, exchange -> {
                    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            clock.instant().plusSeconds(40).atOffset(ZoneOffset.UTC));
                    exchange.send(429, "", "Retry-After: " + (count.incrementAndGet() == 1 ? "30" : date));
                });
                BlossomClient client = client(server)) {
            assertThat(client.delete(HELLO_HASH, WriteOptions.defaults())).isInstanceOf(Answer.Ok.class);
            assertThat(sleeper.pauses()).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(40));
        }
    }

    @Test
    void doesNotWaitLongerThanItMay() throws IOException {
        try (FakeServer server = failing(1, exchange -> exchange.send(429, "", "Retry-After: 61"));
                BlossomClient client = client(server)) {
            assertThat(client.delete(HELLO_HASH, WriteOptions.defaults()))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            no -> assertThat(Refusals.retryAfter(no.refusal())).hasSeconds(61));
            assertThat(sleeper.pauses()).isEmpty();
        }
    }

    @Test
    void endsAfterSoManyTriesAndTellsOfAll() throws IOException {
        try (FakeServer server = failing(9, exchange -> {});
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .hasSize(3)
                            .hasOnlyElementsOfType(BlossomException.Unreachable.class));
            assertThat(server.exchanges()).hasSize(4);
        }
    }

    @Test
    void tellsOfRefusalsBeforeTheFailure() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    exchange.send(503, "", "X-Reason: restarting");
                });
                BlossomClient client = client(server.uri(), b -> b.sleeper(time -> close(server)))) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .satisfies(e -> assertThat(e.getSuppressed()[0])
                            .isInstanceOf(RefusedException.ServerError.class)
                            .hasMessageContaining("restarting"));
        }
    }

    @Test
    void endsWhenTheTimeIsOver() throws IOException {
        RetryPolicy policy =
                new RetryPolicy(1_000, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60));
        try (FakeServer server = failing(1_000, exchange -> exchange.send(503, ""));
                BlossomClient client = client(server.uri(), b -> b.retries(policy))) {
            Instant begun = clock.instant();

            assertThat(client.delete(HELLO_HASH, WriteOptions.defaults())).isInstanceOf(Answer.Refused.class);
            assertThat(Duration.between(begun, clock.instant()))
                    .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        }
    }

    @Test
    void waitsTwiceAsLongEachTimeMoreOrLess() throws IOException {
        long seed = System.nanoTime();
        RetryPolicy policy = new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofMinutes(9));
        try (FakeServer server = failing(9, exchange -> exchange.send(503, ""));
                BlossomClient client =
                        client(server.uri(), b -> b.retries(policy).random(new SplittableRandom(seed)))) {
            client.delete(HELLO_HASH, WriteOptions.defaults());

            assertThat(sleeper.pauses()).as("seed %d", seed).hasSize(5);
            List<Integer> full = List.of(1_000, 2_000, 4_000, 6_000, 6_000);
            for (int i = 0; i < 5; i++) {
                assertThat(sleeper.pauses().get(i))
                        .as("seed %d", seed)
                        .isBetween(Duration.ofMillis(full.get(i) / 2), Duration.ofMillis(full.get(i)));
            }
        }
    }

    @Test
    void readsTheBlobAnewEachTime() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        LocalBlob blob = new LocalBlob(HELLO_HASH, HELLO.length, "application/json", () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(HELLO);
        });
        try (FakeServer server = failing(2, FakeServer.Exchange::body);
                BlossomClient client = client(server)) {
            client.upload(blob).orThrow();

            assertThat(opened).hasValue(3);
        }
    }

    @Test
    void isNotForAStreamThatCannotBeReadTwice() throws IOException {
        BlobSource source = BlobSource.once(new ByteArrayInputStream(HELLO));
        LocalBlob blob = new LocalBlob(HELLO_HASH, HELLO.length, "application/json", source);
        try (FakeServer server = failing(1, FakeServer.Exchange::body);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class).isThrownBy(() -> client.upload(blob));
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void endsWhenTheCallerIsInterrupted() throws IOException {
        try (FakeServer server = failing(9, exchange -> exchange.send(503, "", "X-Reason: restarting"));
                BlossomClient client = client(
                        server.uri(),
                        b -> b.sleeper(time -> {
                            throw new InterruptedException();
                        }))) {
            assertThatExceptionOfType(BlossomException.Interrupted.class)
                    .isThrownBy(() -> client.delete(HELLO_HASH, WriteOptions.defaults()))
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void needsAPolicyThatMakesSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.defaults().withTries(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(2, Duration.ofSeconds(-1), Duration.ZERO, Duration.ZERO));
    }

    /** A server that fails so often, and then does what it shall. */
    private static FakeServer failing(int times, FakeServer.Behaviour failure) throws IOException {
        AtomicInteger failures = new AtomicInteger();
        return new FakeServer(exchange -> {
            if (failures.getAndIncrement() < times) {
                failure.answer(exchange);
            } else {
                exchange.body();
                exchange.send(200, exchange.path().startsWith("/list") ? "[]" : descriptor(HELLO_HASH));
            }
        });
    }

    private static void close(FakeServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private BlossomClient client(FakeServer server) {
        return client(server.uri(), UnaryOperator.identity());
    }

    private BlossomClient client(URI server, UnaryOperator<BlossomClient.Builder> options) {
        return options.apply(BlossomClient.builder(server)
                        .signer(SIGNER)
                        .clock(clock)
                        .sleeper(sleeper))
                .build();
    }
}
