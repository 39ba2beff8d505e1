package dev.bluebell.bluesky.xrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.LogLines;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.CallEnded;
import dev.bluebell.bluesky.log.CallRow;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallLogTest {

    private static final String GET = "com.example.thing.get";
    private static final String CREATE = "com.atproto.repo.createRecord";
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

    private final XrpcStub server = XrpcStub.start();
    private final Calls calls = new Calls();

    @AfterEach
    void close() {
        calls.close();
        server.close();
    }

    @Test
    void hasARowForACallThatWentWell() {
        server.on(GET, Told.json("{\"b\":1,\"a\":[],\"cursor\":\"next\"}"));

        calls.as(server.url(), TOKEN)
                .get(
                        GET,
                        Params.of(Map.of("cursor", "this")),
                        CallOptions.none().withCursorKey("mine"));

        CallBegun begun = calls.lastRow().begun();
        CallEnded ended = calls.lastRow().ended().orElseThrow();
        assertThat(begun.time()).isEqualTo(calls.time.instant());
        assertThat(begun.host()).isEqualTo(server.url().getRawAuthority());
        assertThat(begun.endpoint().value()).isEqualTo(GET);
        assertThat(begun.account()).contains(Calls.ALICE);
        assertThat(begun.method()).isEqualTo("GET");
        assertThat(begun.params()).isEqualTo("{\"cursor\":\"this\"}");
        assertThat(begun.cursorKey()).contains("mine");
        assertThat(begun.cursorPassed()).contains("this");
        assertThat(begun.points()).isZero();
        assertThat(ended.status()).isEqualTo(OptionalInt.of(200));
        assertThat(ended.failure()).isEmpty();
        assertThat(ended.responseKeys()).containsExactly("a", "b", "cursor");
        assertThat(ended.cursorReceived()).contains("next");
        assertThat(ended.duration()).isPositive();
    }

    @Test
    void hasTheRowOfAFailureBeforeItIsThrown() {
        server.on(GET, Told.error(400, "InvalidRequest", "no"));

        var e = catchThrowableOfType(
                BlueskyException.class, () -> calls.to(server.url()).get(GET, Params.none()));

        CallRow row = calls.lastRow();
        assertThat(e.callId()).hasValue(row.id());
        assertThat(e.callQuery()).contains("SELECT * FROM bsky_api_call_log WHERE id=" + row.id());
        assertThat(row.ended().orElseThrow().failure().orElseThrow()).satisfies(failure -> {
            assertThat(failure.className()).isEqualTo("Refused");
            assertThat(failure.text()).isEqualTo(e.getMessage());
            assertThat(failure.response()).contains("\"InvalidRequest\"");
        });
    }

    @Test
    void printsTheCauseAndTheQueryThatShowsTheRow() {
        server.on(GET, Told.error(400, "InvalidRequest", "no"));

        List<String> lines = LogLines.during(() -> assertThatThrownBy(
                        () -> calls.to(server.url()).get(GET, Params.none()))
                .isInstanceOf(BlueskyException.class));

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("400 InvalidRequest - no");
        assertThat(lines.getLast())
                .endsWith("SELECT * FROM bsky_api_call_log WHERE id="
                        + calls.lastRow().id());
    }

    @Test
    void hidesTheSecretsOfAnAnswerThatIsCutShort() {
        server.on(GET, Told.json(400, "{\"accessJwt\":\"opaque-a\", \"refreshJwt\" : \"opaque-r\",\"a\":\"b\""));

        assertThatThrownBy(() -> calls.to(server.url()).get(GET, Params.none())).isInstanceOf(BlueskyException.class);

        assertThat(calls.log.rows().toString()).contains("accessJwt").doesNotContain("opaque");
    }

    @Test
    void printsNothingOfAFailureThatIsExpected() {

        List<String> lines = LogLines.during(() -> assertThatThrownBy(() -> calls.to(server.url())
                        .get(GET, Params.none(), CallOptions.none().quietly()))
                .isInstanceOf(BlueskyException.class));

        assertThat(lines).isEmpty();
    }

    @Test
    void defect17KeepsSecretsOutOfParameters() {
        server.on(GET, Told.json("{}")).on("com.example.thing.put", Told.json("{}"));

        XrpcResponse answer =
                calls.to(server.url()).get(GET, Params.of(Map.of("service_token", "tell-nobody", "did", "x")));
        String query = calls.lastRow().begun().params();
        calls.to(server.url())
                .call(
                        "com.example.thing.put",
                        Body.json(Map.of(
                                "password", "tell-nobody", "list", List.of(Map.of("refreshJwt", "tell-nobody")))));

        assertThat(query).contains("\"service_token\":\"***\"", "\"did\":\"x\"");
        assertThat(answer.http().url().toString()).doesNotContain("tell-nobody");
        assertThat(calls.lastRow().begun().params()).doesNotContain("tell-nobody");
    }

    @Test
    void defect17KeepsSecretsOutOfWhatTheServerSays() {
        server.on(
                CREATE,
                Told.error(400, "Bad", "the password hunter22 with " + TOKEN + " and opaque-token")
                        .with("X", "y"));

        var e = catchThrowableOfType(
                BlueskyException.class,
                () -> calls.as(server.url(), "opaque-token").call(CREATE, Body.json(Map.of("password", "hunter22"))));

        assertThat(calls.lastRow().toString() + e.getMessage())
                .contains("the password *** with *** and ***")
                .doesNotContain("hunter22")
                .doesNotContain("eyJ")
                .doesNotContain("opaque-token");
    }

    @Test
    void cutsWhatIsLong() {
        server.on(GET, Told.text(400, "x".repeat(50_000)));

        assertThatThrownBy(() -> calls.to(server.url()).get(GET, Params.of("q", "y".repeat(20_000))))
                .isInstanceOf(BlueskyException.class);

        assertThat(calls.lastRow().begun().params()).hasSize(16 * 1024);
        assertThat(calls.lastRow().ended().orElseThrow().failure().orElseThrow().response())
                .hasSize(16 * 1024);
    }

    @Test
    void hasTheRowOfAWriteBeforeItIsSent() {
        List<CallRow> seen = new ArrayList<>();
        server.on(CREATE, asked -> {
            seen.addAll(calls.log.rows());
            return Told.json("{\"uri\":\"at://x\"}");
        });

        XrpcResponse answer = calls.as(server.url(), TOKEN).call(CREATE, Body.json(Map.of()));

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().ended()).isEmpty();
        assertThat(seen.getFirst().begun().points()).isEqualTo(3);
        assertThat(answer.callId()).hasValue(seen.getFirst().id());
        assertThat(calls.lastRow().ended()).isPresent();
    }

    @Test
    void defect2CountsWhatWritesCost() {
        server.on(CREATE, Told.json("{}"))
                .on("com.atproto.repo.putRecord", Told.json("{}"))
                .on("com.atproto.repo.deleteRecord", Told.json("{}"))
                .on("com.atproto.repo.applyWrites", Told.json("{}"));
        XrpcClient client = calls.as(server.url(), TOKEN);

        client.call(CREATE, Body.json(Map.of()));
        client.call("com.atproto.repo.putRecord", Body.json(Map.of()));
        client.call("com.atproto.repo.deleteRecord", Body.json(Map.of()));
        client.call(
                "com.atproto.repo.applyWrites",
                Body.json(Map.of(
                        "writes",
                        List.of(
                                Map.of("$type", "com.atproto.repo.applyWrites#create"),
                                Map.of("$type", "com.atproto.repo.applyWrites#update"),
                                Map.of("$type", "com.atproto.repo.applyWrites#delete")))));

        assertThat(calls.log.pointsSince(Calls.ALICE, calls.time.instant().minusSeconds(1)))
                .isEqualTo(12);
    }

    @Test
    void defect2RefusesAWriteBeyondTheBudgetBeforeItIsSent() {
        server.on(CREATE, Told.json("{}"));
        XrpcClient client = calls.as(server.url(), TOKEN);
        spend(5000 - 3);
        client.call(CREATE, Body.json(Map.of()));

        var e = catchThrowableOfType(BlueskyException.OverBudget.class, () -> client.call(CREATE, Body.json(Map.of())));

        assertThat(e.getMessage()).contains("5000 of 5000", "last 1 h");
        assertThat(e.freeAt()).isEqualTo(calls.time.instant().plus(Duration.ofHours(1)));
        assertThat(server.asked(CREATE)).hasSize(1);
    }

    @Test
    void waitsForRoomInTheBudget() {
        server.on(CREATE, Told.json("{}"));
        spend(5000);
        calls.time.pass(Duration.ofMinutes(20));
        Access access = Access.always(new Grant(server.url(), Optional.of(Calls.ALICE), Credential.NONE, false));

        calls.with(access, WriteBudget.Mode.WAIT).call(CREATE, Body.json(Map.of()));

        assertThat(calls.time.slept()).containsExactly(Duration.ofMinutes(40));
        assertThat(server.asked(CREATE)).hasSize(1);
    }

    @Test
    void warnsOnceWhenTheBudgetIsNearlyUsed() {
        server.on(CREATE, Told.json("{}"));
        spend(4749);

        List<String> lines = LogLines.during(() -> {
            calls.as(server.url(), TOKEN).call(CREATE, Body.json(Map.of()));
            calls.as(server.url(), TOKEN).call(CREATE, Body.json(Map.of()));
        });

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).startsWith("Over 95%").contains("1-hour", "4,752", "5,000");
    }

    private void spend(int points) {
        CallBegun begun = new CallBegun(
                calls.time.instant(),
                "pds.example",
                new Nsid(CREATE),
                Optional.of(Calls.ALICE),
                "POST",
                "{}",
                Optional.empty(),
                Optional.empty(),
                points);
        assertThat(calls.log.reserve(begun, List.of())).isNotNull();
    }
}
