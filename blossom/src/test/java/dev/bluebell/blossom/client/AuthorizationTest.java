package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.HELLO;
import static dev.bluebell.blossom.client.Blobs.HELLO_BLOB;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.OTHER_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.descriptor;
import static dev.bluebell.blossom.client.Blobs.granted;
import static dev.bluebell.blossom.client.Blobs.token;
import static dev.bluebell.blossom.client.Blobs.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizationTest {

    private static final Authorization ALWAYS = Authorization.automatic().with(Authorization.When.ALWAYS);
    private static final Authorization NEVER = Authorization.automatic().with(Authorization.When.NEVER);
    private static final WriteOptions UNSIGNED = WriteOptions.defaults().withAuthorization(NEVER);

    @Test
    void isGivenToReadsAtOnceIfTheCallSaysSo() throws IOException {
        try (FakeServer server = answering(200, HELLO);
                BlossomClient client = client(server)) {
            ReadOptions options = ReadOptions.defaults().withAuthorization(ALWAYS);

            client.get(HELLO_HASH, OutputStream.nullOutputStream(), options).orThrow();
            client.head(HELLO_HASH, options).orThrow();

            assertThat(server.exchanges())
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(verdict(one, Verb.GET)).isEqualTo(granted(HELLO_HASH)));
        }
    }

    @Test
    void isGivenToListsAtOnceIfTheCallSaysSo() throws IOException {
        try (FakeServer server = answering(200, new byte[] {'[', ']'});
                BlossomClient client = client(server)) {
            assertThat(client.list(SIGNER.publicKey(), ListQuery.all().withAuthorization(ALWAYS)))
                    .isEmpty();

            assertThat(verdict(server.only(), Verb.LIST)).isEqualTo(granted());
        }
    }

    static Stream<Consumer<BlossomClient>> unsignedCalls() {
        return Stream.of(
                client -> client.upload(HELLO_BLOB, UNSIGNED),
                client -> client.uploadMedia(HELLO_BLOB, UNSIGNED),
                client -> client.check(HELLO_BLOB, UNSIGNED),
                client -> client.checkMedia(HELLO_BLOB, UNSIGNED),
                client -> client.mirror(URI.create("https://cdn.example/a"), HELLO_HASH, UNSIGNED),
                client -> client.delete(HELLO_HASH, UNSIGNED),
                client -> client.head(HELLO_HASH, ReadOptions.defaults().withAuthorization(NEVER)));
    }

    @ParameterizedTest
    @MethodSource("unsignedCalls")
    void isKeptBackIfTheCallSaysSo(Consumer<BlossomClient> call) throws IOException {
        try (FakeServer server = answering(401, new byte[0]);
                BlossomClient client = client(server)) {
            call.accept(client);

            assertThat(server.only().header("Authorization")).isEmpty();
        }
    }

    @Test
    void saysForReadsTooWhatItIsForAndHowLong() throws IOException {
        Authorization mine =
                Authorization.automatic().withSentence("Look at my greeting").withLifetime(Duration.ofMinutes(2));
        try (FakeServer server = demanding(HELLO);
                BlossomClient client = client(server)) {
            client.head(HELLO_HASH, ReadOptions.defaults().withAuthorization(mine))
                    .orThrow();

            Event token = token(server.exchanges().getLast());
            assertThat(token.content()).isEqualTo("Look at my greeting");
            assertThat(token.firstTag("expiration").map(Long::parseLong))
                    .contains(token.createdAt().getEpochSecond() + 130);
        }
    }

    @Test
    void isGivenToTheFurtherPagesOfAListThatHasWantedIt() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    String page = exchange.path().contains(OTHER_HASH.hex())
                            ? "[]"
                            : "[" + descriptor(HELLO_HASH, Instant.EPOCH).toJson() + ","
                                    + descriptor(OTHER_HASH, Instant.EPOCH).toJson() + "]";
                    exchange.send(exchange.header("Authorization").isPresent() ? 200 : 401, page);
                });
                BlossomClient client = client(server)) {
            assertThat(client.list(SIGNER.publicKey(), ListQuery.all())).hasSize(2);

            assertThat(server.exchanges())
                    .extracting(exchange -> exchange.header("Authorization").isPresent())
                    .containsExactly(false, true, true);
        }
    }

    @Test
    void cannotLiveForNoTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authorization.automatic().withLifetime(Duration.ZERO));
    }

    static Stream<Consumer<BlossomClient>> hastyCalls() {
        Duration moment = Duration.ofMillis(100);
        WriteOptions write = WriteOptions.defaults().withTimeout(moment);
        ReadOptions read = ReadOptions.defaults().withTimeout(moment);
        return Stream.of(
                client -> client.upload(HELLO_BLOB, write),
                client -> client.check(HELLO_BLOB, write),
                client -> client.mirror(URI.create("https://cdn.example/a"), HELLO_HASH, write),
                client -> client.delete(HELLO_HASH, write),
                client -> client.head(HELLO_HASH, read),
                client -> client.list(SIGNER.publicKey(), ListQuery.all().withTimeout(moment))
                        .forEach(blob -> {}));
    }

    @ParameterizedTest
    @MethodSource("hastyCalls")
    void comesWithATimeOutOfTheCall(Consumer<BlossomClient> call) throws IOException {
        try (FakeServer server = new FakeServer(FakeServer.Exchange::hang);
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> call.accept(client))
                    .withMessageContaining("in time");
        }
    }

    private static FakeServer answering(int status, byte[] body) throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            exchange.send(status, body);
        });
    }

    private static FakeServer demanding(byte[] body) throws IOException {
        return new FakeServer(
                exchange -> exchange.send(exchange.header("Authorization").isPresent() ? 200 : 401, body));
    }

    private static BlossomClient client(FakeServer server) {
        return BlossomClient.builder(server.uri())
                .signer(SIGNER)
                .retries(RetryPolicy.none())
                .build();
    }
}
