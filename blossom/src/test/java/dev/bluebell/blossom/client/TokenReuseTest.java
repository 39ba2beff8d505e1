package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.HELLO_BLOB;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.OTHER_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.descriptor;
import static dev.bluebell.blossom.client.Blobs.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.TokenCheck;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.Signer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenReuseTest {

    private final FakeClock clock = new FakeClock();
    private final CountingSigner signer = new CountingSigner();

    @Test
    void signsOnceForTheSameVerbAndBlob() throws IOException {
        try (FakeServer server = accepting();
                BlossomClient client = client(server)) {
            client.upload(HELLO_BLOB).orThrow();
            client.check(HELLO_BLOB).orThrow();
            client.upload(HELLO_BLOB).orThrow();
            assertThat(signer.signed()).isEqualTo(1);

            client.delete(HELLO_HASH, WriteOptions.defaults()).orThrow();
            client.delete(OTHER_HASH, WriteOptions.defaults()).orThrow();
            client.upload(HELLO_BLOB, WriteOptions.defaults().withSentence("Again"))
                    .orThrow();
            client.upload(HELLO_BLOB, WriteOptions.defaults().withLifetime(Duration.ofMinutes(5)))
                    .orThrow();
            assertThat(signer.signed()).isEqualTo(5);
        }
    }

    @Test
    void signsAnewShortlyBeforeTheTokenExpires() throws IOException {
        try (FakeServer server = accepting();
                BlossomClient client = client(server)) {
            client.upload(HELLO_BLOB).orThrow();
            clock.advance(Duration.ofMinutes(58));
            client.upload(HELLO_BLOB).orThrow();
            assertThat(signer.signed()).isEqualTo(1);

            clock.advance(Duration.ofSeconds(61));
            client.upload(HELLO_BLOB).orThrow();
            assertThat(signer.signed()).isEqualTo(2);
        }
    }

    @Test
    void keepsOnlySoManyTokens() {
        Tokens tokens =
                new Tokens(Optional.of(signer), new ServerAddress(URI.create("https://cdn.example")), clock, false);
        for (int i = 0; i <= 1_000; i++) {
            tokens.header(permit("number " + i));
        }

        tokens.header(permit("number 1000"));
        assertThat(signer.signed()).isEqualTo(1_001);
        tokens.header(permit("number 0"));
        assertThat(signer.signed()).isEqualTo(1_002);
    }

    @Test
    void mayBeUsedByManyThreads() throws InterruptedException {
        Tokens tokens =
                new Tokens(Optional.of(signer), new ServerAddress(URI.create("https://cdn.example")), clock, false);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(IntStream.range(0, 2_000)
                    .mapToObj(i -> (Callable<Optional<String>>) () -> tokens.header(permit("number " + i % 20)))
                    .toList());
        }

        assertThat(signer.signed()).isBetween(20, 2_000);
        int before = signer.signed();
        tokens.header(permit("number 7"));
        assertThat(signer.signed()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {-7_200, -75, 15, 75, 86_400})
    void signsAgainByTheServersClock(long secondsAhead) throws IOException {
        AtomicInteger refused = new AtomicInteger();
        try (FakeServer server = strictIn(Duration.ofSeconds(secondsAhead), Duration.ofSeconds(1), refused);
                BlossomClient client = client(server)) {
            client.upload(HELLO_BLOB, WriteOptions.defaults().withLifetime(Duration.ofSeconds(10)))
                    .orThrow();
            client.delete(HELLO_HASH, WriteOptions.defaults().withLifetime(Duration.ofSeconds(10)))
                    .orThrow();

            assertThat(refused).as("refusals").hasValue(1);
            assertThat(server.exchanges()).hasSize(3);
        }
    }

    @Test
    void signsAgainForAServerThatKnowsItselfByItsUrlOnly() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    List<String> names = token(exchange).tagValues("server");
                    exchange.send(
                            names.stream().anyMatch(name -> name.startsWith("http://")) ? 200 : 401,
                            descriptor(HELLO_HASH));
                });
                BlossomClient client = client(server)) {
            client.upload(HELLO_BLOB).orThrow();
            client.delete(HELLO_HASH, WriteOptions.defaults()).orThrow();

            assertThat(server.exchanges()).hasSize(3);
            assertThat(token(server.exchanges().getLast()).tagValues("server"))
                    .containsExactly(server.uri().toString(), "127.0.0.1");
        }
    }

    @Test
    void signsAgainOnlyOnceAndOnlyIfThatChangesSomething() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    exchange.send(401, "", "Date: yesterday");
                });
                BlossomClient client = client(server)) {
            assertThat(client.upload(HELLO_BLOB)).isInstanceOf(Answer.Refused.class);
            assertThat(server.exchanges()).hasSize(2);

            assertThat(client.upload(HELLO_BLOB)).isInstanceOf(Answer.Refused.class);
            assertThat(server.exchanges())
                    .as("the name of the server is in it already")
                    .hasSize(3);
        }
    }

    @Test
    void usesATokenNoLongerThanTheServerLikes() throws IOException {
        try (FakeServer server = strictIn(Duration.ZERO, Duration.ofMinutes(3), new AtomicInteger());
                BlossomClient client = client(server)) {
            client.upload(HELLO_BLOB).orThrow();
            clock.advance(Duration.ofMinutes(10));
            client.upload(HELLO_BLOB).orThrow();
            assertThat(server.exchanges()).as("one was refused for its age").hasSize(3);

            clock.advance(Duration.ofMinutes(6));
            client.upload(HELLO_BLOB).orThrow();
            assertThat(server.exchanges()).as("none is that old any more").hasSize(4);
        }
    }

    /** A server whose clock is ahead, and that wants tokens to be made within that time before now. */
    private FakeServer strictIn(Duration ahead, Duration window, AtomicInteger refused) throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            Instant now = clock.instant().plus(ahead);
            String header = exchange.header("Authorization").orElseThrow();
            Verb verb = exchange.method().equals("DELETE") ? Verb.DELETE : Verb.UPLOAD;
            boolean granted = new TokenCheck(Duration.ZERO).check(header, verb, Set.of("127.0.0.1"), now)
                    instanceof TokenVerdict.Granted;
            Duration age = Duration.between(token(exchange).createdAt(), now);
            boolean fits = age.compareTo(window.plusSeconds(10)) <= 0;
            if (!granted || !fits) {
                refused.incrementAndGet();
            }
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
            exchange.send(granted && fits ? 200 : 401, descriptor(HELLO_HASH), "Date: " + date);
        });
    }

    private static FakeServer accepting() throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            exchange.send(200, descriptor(HELLO_HASH));
        });
    }

    private static Permit permit(String sentence) {
        return Permit.toList(Authorization.automatic().withSentence(sentence));
    }

    private BlossomClient client(FakeServer server) {
        return BlossomClient.builder(server.uri()).signer(signer).clock(clock).build();
    }

    private static final class CountingSigner implements Signer {

        private final AtomicInteger signed = new AtomicInteger();

        int signed() {
            return signed.get();
        }

        @Override
        public PublicKey publicKey() {
            return SIGNER.publicKey();
        }

        @Override
        public Event sign(EventDraft draft) {
            signed.incrementAndGet();
            return SIGNER.sign(draft);
        }
    }
}
