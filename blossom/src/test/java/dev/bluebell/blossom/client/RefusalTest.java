package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Blobs.HELLO_BLOB;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.CashuRequest;
import dev.bluebell.blossom.LightningInvoice;
import dev.bluebell.blossom.PaymentRequest;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    private static final Instant NOW = Instant.parse("2026-04-22T12:00:00Z");

    static Stream<Arguments> statuses() {
        Optional<Duration> never = Optional.empty();
        return Stream.of(
                Arguments.of(new Refusal.BadRequest("why"), RefusedException.BadRequest.class),
                Arguments.of(new Refusal.Unauthorized("why"), RefusedException.Unauthorized.class),
                Arguments.of(new Refusal.PaymentRequired("why", List.of()), RefusedException.PaymentRequired.class),
                Arguments.of(new Refusal.Forbidden("why"), RefusedException.Forbidden.class),
                Arguments.of(new Refusal.NotFound("why"), RefusedException.NotFound.class),
                Arguments.of(new Refusal.Conflict("why"), RefusedException.Conflict.class),
                Arguments.of(new Refusal.LengthRequired("why"), RefusedException.LengthRequired.class),
                Arguments.of(new Refusal.TooLarge("why"), RefusedException.TooLarge.class),
                Arguments.of(new Refusal.UnsupportedType("why"), RefusedException.UnsupportedType.class),
                Arguments.of(new Refusal.RangeNotSatisfiable("why"), RefusedException.RangeNotSatisfiable.class),
                Arguments.of(new Refusal.Unprocessable("why"), RefusedException.Unprocessable.class),
                Arguments.of(new Refusal.TooManyRequests("why", never), RefusedException.TooManyRequests.class),
                Arguments.of(new Refusal.ServerError(500, "why", never), RefusedException.ServerError.class),
                Arguments.of(new Refusal.ServerError(502, "why", never), RefusedException.ServerError.class),
                Arguments.of(new Refusal.ServerError(503, "why", never), RefusedException.ServerError.class),
                Arguments.of(new Refusal.Other(405, "why"), RefusedException.Other.class),
                Arguments.of(new Refusal.Other(304, "why"), RefusedException.Other.class),
                Arguments.of(new Refusal.Other(600, "why"), RefusedException.Other.class));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void isToldByTheStatusAlone(Refusal refusal, Class<? extends RefusedException> exception) throws IOException {
        try (FakeServer server = answering(refusal.status(), "X-Reason: why");
                BlossomClient client = client(server)) {
            Answer<Stored> answer = client.upload(HELLO_BLOB);

            assertThat(answer).isEqualTo(new Answer.Refused<>(server.uri().resolve("/upload"), refusal));
            assertThatExceptionOfType(exception)
                    .isThrownBy(answer::orThrow)
                    .withMessage("%s/upload refused with status %d: why", server.uri(), refusal.status())
                    .satisfies(e -> assertThat(e.refusal()).isEqualTo(refusal));
        }
    }

    @Test
    void isNotToldByWords() throws IOException {
        try (FakeServer server = answering(401, "X-Reason: blob not found: x tag, expired, 404");
                BlossomClient client = client(server)) {
            assertThat(refusal(client)).isInstanceOf(Refusal.Unauthorized.class);
        }
    }

    @Test
    void isNoSuccessOnHead() throws IOException {
        try (FakeServer server = answering(503);
                BlossomClient client = client(server)) {
            assertThat(client.head(HELLO_HASH, ReadOptions.defaults()))
                    .isEqualTo(new Answer.Refused<>(
                            server.uri().resolve("/" + HELLO_HASH),
                            new Refusal.ServerError(503, "", Optional.empty())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'120', 120",
        "'0', 0",
        "'Wed, 22 Apr 2026 12:01:30 GMT', 90",
        "'Wed, 22 Apr 2026 11:00:00 GMT', 0",
        "'soon', ",
        "'-5', ",
        "'99999999999', ",
    })
    void saysHowLongToWait(String header, Integer seconds) throws IOException {
        Optional<Duration> wait = Optional.ofNullable(seconds).map(Duration::ofSeconds);
        try (FakeServer server = answering(429, "Retry-After: " + header);
                BlossomClient client = client(server)) {
            assertThat(refusal(client)).isEqualTo(new Refusal.TooManyRequests("", wait));
        }
    }

    @Test
    void carriesTheBill() throws IOException {
        try (FakeServer server = answering(
                        402,
                        "X-Cashu: " + Bills.CASHU,
                        "x-lightning: " + Bills.INVOICE,
                        "X-Gold: 1 g",
                        "X-Cache: MISS",
                        "X-Request-Id: 7",
                        "X-Reason: money");
                BlossomClient client = client(server)) {
            assertThat(refusal(client))
                    .isEqualTo(new Refusal.PaymentRequired(
                            "money",
                            List.of(
                                    new PaymentRequest.Lightning(LightningInvoice.parse(Bills.INVOICE)),
                                    new PaymentRequest.Cashu(CashuRequest.parse(Bills.CASHU)),
                                    new PaymentRequest.Unknown("gold"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lnbc1\u009b31m", "lnbc1 abc", "lnbc1\u00fc", "", "lnbc1abc"})
    void carriesABillThatCannotBeReadAsText(String header) throws IOException {
        try (FakeServer server = answering(402, "X-Cashu: " + Bills.CASHU, "X-Lightning: " + header);
                BlossomClient client = client(server)) {
            assertThat(refusal(client))
                    .isInstanceOfSatisfying(
                            Refusal.PaymentRequired.class,
                            bill -> assertThat(bill.requests().getFirst())
                                    .isInstanceOfSatisfying(PaymentRequest.Unreadable.class, it -> {
                                        assertThat(it.method()).isEqualTo("lightning");
                                        assertThat(it.text()).doesNotContain("\u009b");
                                        assertThat(it.flaw()).isNotEmpty();
                                    }));
        }
    }

    @Test
    void carriesNoMoreOfABillThanAPersonCanRead() throws IOException {
        String[] headers = Stream.concat(
                        Stream.generate(() -> "X-Cashu: creqA" + "x".repeat(9_000))
                                .limit(9),
                        Stream.iterate(1, i -> i + 1).limit(20).map(i -> "X-Method" + i + ": 1"))
                .toArray(String[]::new);
        try (FakeServer server = answering(402, headers);
                BlossomClient client = client(server)) {
            assertThat(refusal(client))
                    .isInstanceOfSatisfying(
                            Refusal.PaymentRequired.class,
                            bill -> assertThat(bill.requests())
                                    .hasSize(8)
                                    .allSatisfy(it -> assertThat(it.toString()).hasSizeLessThan(500)));
        }
    }

    @Test
    void hasAReasonThatFitsOneLineOfATerminal() throws IOException {
        String hostile = "zu groß\t\u0085 \u00a0 \u202e! " + "x".repeat(400);
        try (FakeServer server = answering(403, "X-Reason: " + hostile);
                BlossomClient client = client(server)) {
            assertThat(refusal(client).reason()).hasSize(300).startsWith("zu groß ! xxx");
        }
    }

    @Test
    void hasNoEscapesInWordsAboutBrokenHttpEither() throws IOException {
        try (FakeServer server = answering(403, "X-Reason: a\u001b[31mred");
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .withMessageContaining("[31mred")
                    .withMessageNotContaining("\u001b");
        }
    }

    @Test
    void mayHaveABodyOfAnyLength() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    exchange.raw("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        exchange.raw("10000\r\n" + "x".repeat(0x10000) + "\r\n");
                    }
                });
                BlossomClient client = client(server)) {
            assertThat(refusal(client)).isInstanceOf(Refusal.ServerError.class);
        }
    }

    @Test
    void isNotTheSameAsNoAnswer() throws IOException {
        try (BlossomClient client = BlossomClient.builder(FakeServer.closedPort())
                .retries(RetryPolicy.none())
                .build()) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .withMessageContaining("connection refused");
        }
        try (FakeServer server = new FakeServer(exchange -> exchange.raw("SSH-2.0-OpenSSH\r\n\r\n"));
                BlossomClient client = client(server)) {
            assertThatExceptionOfType(BlossomException.Unreachable.class)
                    .isThrownBy(() -> client.head(HELLO_HASH, ReadOptions.defaults()));
        }
    }

    @Test
    void isWhatAReportMayMeet() throws IOException {
        Event report = SIGNER.sign(
                new EventDraft(NOW, 1984, List.of(List.of("x", HELLO_HASH.hex(), "spam")), "Too many greetings"));
        AtomicReference<String> body = new AtomicReference<>();
        try (FakeServer server = new FakeServer(exchange -> {
                    body.set(new String(exchange.body(), StandardCharsets.UTF_8));
                    exchange.send(200, "");
                });
                BlossomClient client = client(server)) {
            assertThat(client.report(report).orThrow()).isEqualTo(new Accepted(200));

            assertThat(Event.parse(body.get())).isEqualTo(report);
            assertThat(server.only()).hasToString("PUT /report");
            assertThat(server.only().header("Authorization")).isEmpty();
        }
    }

    @Test
    void comesFromNoOneWhoFollowsRedirectsByThemselves() {
        try (HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> BlossomClient.builder(FakeServer.closedPort()).httpClient(http));
        }
    }

    private static Refusal refusal(BlossomClient client) {
        return client.upload(HELLO_BLOB) instanceof Answer.Refused(var url, Refusal refusal)
                ? refusal
                : Assertions.fail("expected a refusal");
    }

    private static FakeServer answering(int status, String... headers) throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            exchange.send(status, "{\"message\":\"not the reason\"}", headers);
        });
    }

    private static BlossomClient client(FakeServer server) {
        return BlossomClient.builder(server.uri())
                .signer(SIGNER)
                .clock(InstantSource.fixed(NOW))
                .retries(RetryPolicy.none())
                .build();
    }
}
