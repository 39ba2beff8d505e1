package dev.bluebell.bluesky.xrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XrpcClientTest {

    private static final String GET = "com.example.thing.get";
    private static final String PUT = "com.example.thing.put";

    private final XrpcStub server = XrpcStub.start();
    private final Calls calls = new Calls();
    private final XrpcClient client = calls.to(server.url());

    @AfterEach
    void close() {
        calls.close();
        server.close();
    }

    @Test
    void encodesListsBooleansAndNumbersAndSpaces() {
        server.on(GET, Told.json("{}"));

        client.get(
                "xrpc/" + GET,
                Params.builder()
                        .add("actors", List.of("a.example", Calls.ALICE))
                        .add("deep", true)
                        .add("limit", 1e7)
                        .add("q", "a b&c+d é")
                        .build());

        assertThat(server.asked().getFirst().query())
                .isEqualTo("actors=a.example&actors=did%3Aplc%3Az72i7hdynmk6r22z27h6tvur&deep=true&limit=10000000"
                        + "&q=a%20b%26c%2Bd%20%C3%A9");
    }

    @Test
    void refusesParametersThatAreNoWholeNumbers() {
        assertThatThrownBy(() -> Params.of("limit", 1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Params.of(Map.of("limit", new Object()))).hasMessageContaining("limit cannot be a");
    }

    @Test
    void answersWithATreeAndItsTypesAndWhatHttpSaid() {
        server.on(
                GET,
                Told.json("""
                        {"uri":"at://x","count":3,"seen":true,"at":"2026-01-01T00:00:00.5Z","inner":{"a":"b"},"list":[{"n":1}]}""")
                        .with("RateLimit-Limit", "3000")
                        .with("RateLimit-Remaining", "2999")
                        .with("RateLimit-Reset", "1767323345")
                        .with("RateLimit-Policy", "3000;w=300"));

        XrpcResponse answer = client.get(GET, Params.of("a", 1));

        assertThat(answer.text("uri")).isEqualTo("at://x");
        assertThat(answer.number("count")).isEqualTo(3);
        assertThat(answer.flag("seen")).isTrue();
        assertThat(answer.time("at")).isEqualTo(Instant.parse("2026-01-01T00:00:00.500Z"));
        assertThat(answer.object("inner").text("a")).isEqualTo("b");
        assertThat(answer.objects("list").getFirst().number("n")).isEqualTo(1);
        assertThat(answer.findText("none")).isEmpty();
        assertThatThrownBy(() -> answer.number("uri"))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("uri")
                .hasMessageContaining("whole number");
        assertThat(answer.http().status()).isEqualTo(200);
        assertThat(answer.http().url()).isEqualTo(server.url().resolve("/xrpc/" + GET + "?a=1"));
        assertThat(answer.http().elapsed()).isPositive();
        RateLimit rate = answer.http().rateLimit();
        assertThat(rate.limit()).isEqualTo(OptionalLong.of(3000));
        assertThat(rate.remaining()).isEqualTo(OptionalLong.of(2999));
        assertThat(rate.reset()).contains(Instant.ofEpochSecond(1767323345));
        assertThat(rate.policy()).contains("3000;w=300");
    }

    @Test
    void sendsJsonAndHeadersOfTheCall() {
        server.on(PUT, Told.json("{}"));

        client.call(PUT, Body.json(Map.of("text", "é")), CallOptions.none().withHeader("Accept-Language", "de"));

        XrpcStub.Asked asked = server.asked().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.body()).isEqualTo("{\"text\":\"é\"}");
        assertThat(asked.header("content-type")).contains("application/json");
        assertThat(asked.header("accept-language")).contains("de");
    }

    @Test
    void sendsBytesOfAKnownLength(@TempDir Path folder) throws Exception {
        server.on(PUT, Told.json("{}"));
        Path file = Files.writeString(folder.resolve("a"), "0123456789");

        client.call(PUT, Body.file(file, "text/plain"));

        XrpcStub.Asked asked = server.asked().getFirst();
        assertThat(asked.body()).isEqualTo("0123456789");
        assertThat(asked.header("content-length")).contains("10");
        assertThat(asked.header("content-type")).contains("text/plain");
        assertThat(calls.lastRow().begun().params()).isEqualTo("{\"body\":{\"type\":\"text/plain\",\"size\":10}}");
    }

    @Test
    void saysOfAStreamThatIsShorterThanSaid() {
        server.on(PUT, Told.json("{}"));
        byte[] three = "abc".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> client.call(PUT, Body.stream("text/plain", 5, () -> new ByteArrayInputStream(three))))
                .isInstanceOf(BlueskyException.LocalFailure.class)
                .hasMessageContaining("2 bytes shorter");
    }

    @Test
    void keepsMoreThan16MiBOutOfMemory() {
        assertThatThrownBy(() -> Body.bytes("image/png", new byte[(16 << 20) + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoAuthorizationFromTheCaller() {
        assertThatThrownBy(() -> CallOptions.none().withHeader("authorization", "Bearer x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void speaksPlainHttpWithThisMachineOnly() {
        for (String host : List.of("http://example.com", "http://127.0.0.1.example.com", "ftp://localhost")) {
            assertThatThrownBy(() -> CallOptions.none().withHost(URI.create(host)))
                    .as(host)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(CallOptions.none().withHost(URI.create("http://[::1]:80")).host())
                .isPresent();
    }

    @Test
    void defect13SaysTheNameAndTheMessageOfAnError() {
        server.on(GET, Told.error(400, "InvalidRequest", "limit must be\\nsmaller"));

        var e = catchThrowableOfType(BlueskyException.Refused.class, () -> client.get(GET, Params.none()));

        assertThat(e.status()).isEqualTo(400);
        assertThat(e.error()).isEqualTo("InvalidRequest");
        assertThat(e.explanation()).isEqualTo("limit must be smaller");
        assertThat(e.getMessage())
                .isEqualTo("%s refused %s: 400 InvalidRequest - limit must be smaller"
                        .formatted(server.url().getRawAuthority(), GET));
    }

    @Test
    void defect13SaysOfA400ThatIsNotJsonWhatItIs() {
        server.on(GET, Told.text(400, "<html>no"));

        var e = catchThrowableOfType(BlueskyException.Refused.class, () -> client.get(GET, Params.none()));

        assertThat(e.status()).isEqualTo(400);
        assertThat(e.error()).isEmpty();
        assertThat(e.getMessage()).endsWith("HTTP 400");
        assertThat(calls.lastRow().ended().orElseThrow().failure().orElseThrow().response())
                .isEqualTo("<html>no");
    }

    @Test
    void defect13SaysThatTheConnectionWasRefused() {
        URI nobody = server.url();
        server.close();

        var e = catchThrowableOfType(BlueskyException.Unreachable.class, () -> client.get(GET, Params.none()));

        assertThat(e.getMessage()).contains(nobody.getRawAuthority(), "connection refused; is the server running?");
        assertThat(e.delivery()).isEqualTo(Delivery.NEVER);
        assertThat(e.callId()).isPresent();
        assertThat(calls.log.rows()).hasSize(1);
    }

    @Test
    void saysOfAnAnswerThatIsNoJson() {
        server.on(GET, Told.text(200, "hello"));

        assertThatThrownBy(() -> client.get(GET, Params.none()))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("text/plain that is no JSON");
    }

    @Test
    void takesNoJsonThatNestsTooDeep() {
        server.on(GET, Told.json("[".repeat(300) + "]".repeat(300)));

        assertThatThrownBy(() -> client.get(GET, Params.none())).isInstanceOf(BlueskyException.BadAnswer.class);
    }

    @Test
    void takesNoAnswerLongerThanTheLimit() {
        try (Calls limited = new Calls(Calls.LIMITS)) {
            server.on(GET, Told.json("\"" + "x".repeat(100_000) + "\""));

            assertThatThrownBy(() -> limited.to(server.url()).get(GET, Params.none()))
                    .isInstanceOf(BlueskyException.BadAnswer.class)
                    .hasMessageContaining("more than 100000 bytes");
        }
    }

    @Test
    void givesUpAnAnswerThatDoesNotBegin() {
        try (Calls limited = new Calls(Calls.LIMITS);
                FakeOrigin silent = FakeOrigin.start()) {
            silent.at("/xrpc/" + PUT, FakeOrigin.silence());

            var e = catchThrowableOfType(
                    BlueskyException.Unreachable.class,
                    () -> limited.to(silent.url("")).call(PUT, Body.none()));

            assertThat(e.getMessage()).contains("did not answer in time");
            assertThat(e.delivery()).isEqualTo(Delivery.PERHAPS);
        }
    }

    @Test
    void givesUpAnAnswerThatDoesNotEnd() {
        try (Calls limited = new Calls(Calls.LIMITS);
                FakeOrigin stalling = FakeOrigin.start()) {
            stalling.at("/xrpc/" + PUT, FakeOrigin.stall("{".getBytes(StandardCharsets.UTF_8), 10));

            assertThatThrownBy(() -> limited.to(stalling.url("")).call(PUT, Body.none()))
                    .isInstanceOf(BlueskyException.Unreachable.class)
                    .hasMessageContaining("did not finish its answer in time");
        }
    }

    @Test
    void asksAgainForWhatMayPassAndWaitsLongerEachTime() {
        server.on(
                GET,
                Told.text(502, ""),
                Told.error(500, "InternalServerError", ""),
                Told.error(503, "NotReady", ""),
                Told.json("{\"a\":1}"));

        assertThat(client.get(GET, Params.none()).number("a")).isEqualTo(1);

        assertThat(calls.time.slept()).hasSize(3).isSorted();
        assertThat(calls.log.rows()).hasSize(4);
    }

    @Test
    void tellsOfEarlierTriesWhenTheLastFails() {
        server.on(GET, Told.text(502, ""), Told.text(503, ""));

        var e = catchThrowableOfType(BlueskyException.Refused.class, () -> client.get(GET, Params.none()));

        assertThat(e.status()).isEqualTo(503);
        assertThat(e.getSuppressed()).hasSize(3);
    }

    @Test
    void defect16DoesNotRepeatAWriteThatMayHaveBeenCarriedOut() {
        server.on(PUT, Told.text(502, ""));

        assertThatThrownBy(() -> client.call(PUT, Body.none())).hasMessageEndingWith("HTTP 502");

        assertThat(server.asked(PUT)).hasSize(1);
    }

    @Test
    void defect16RepeatsAWriteWhenToldThatItMay() {
        server.on(PUT, Told.text(504, ""), Told.json("{}"));

        client.call(PUT, Body.none(), CallOptions.none().withRepeats());

        assertThat(server.asked(PUT)).hasSize(2);
    }

    @Test
    void repeatsAWriteThatWasOneTooMany() {
        server.on(PUT, Told.error(429, "RateLimitExceeded", "").with("Retry-After", "7"), Told.json("{}"));

        client.call(PUT, Body.none());

        assertThat(calls.time.slept()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void waitsUntilTheLimitIsReset() {
        long reset = calls.time.instant().getEpochSecond() + 40;
        server.on(GET, Told.error(429, "RateLimitExceeded", "").with("RateLimit-Reset", "" + reset), Told.json("{}"));

        client.get(GET, Params.none());

        assertThat(calls.time.slept()).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        server.on(GET, Told.error(429, "RateLimitExceeded", "").with("Retry-After", "300"));

        var e = catchThrowableOfType(BlueskyException.Refused.class, () -> client.get(GET, Params.none()));

        assertThat(e.retryAfter()).contains(Duration.ofMinutes(5));
        assertThat(calls.time.slept()).isEmpty();
    }

    @Test
    void defect21KeepsItsConnection() {
        server.on(GET, Told.json("{}")).on(PUT, Told.error(400, "InvalidRequest", ""));

        for (int i = 0; i < 5; i++) {
            client.get(GET, Params.none());
            assertThatThrownBy(() -> client.call(PUT, Body.none())).isInstanceOf(BlueskyException.Refused.class);
        }

        assertThat(server.asked().stream().map(XrpcStub.Asked::connection).distinct())
                .hasSize(1);
    }

    @Test
    void followsNoRedirect() {
        server.on(GET, Told.text(302, "").with("Location", server.url() + "/xrpc/" + PUT));

        assertThatThrownBy(() -> calls.as(server.url(), "secret-token").get(GET, Params.none()))
                .hasMessageEndingWith("HTTP 302");

        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void failsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> client.get(GET, Params.none())).isInstanceOf(BlueskyException.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
