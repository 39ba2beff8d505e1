package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-11: which tokens are good, in whatever spelling, and what is said of the others. */
class Bud11TokenTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    private static RawAnswer upload(Blob blob, String authorization) {
        return server.ask(RawRequest.of("PUT", "/upload")
                .with("Authorization", authorization)
                .body(blob.bytes()));
    }

    private static RawAnswer upload(Blob blob, UnaryOperator<RawEvent> bent) {
        return upload(blob, RawToken.header(bent.apply(server.token(ALICE, "upload", blob.hash()))));
    }

    @ParameterizedTest
    @EnumSource
    void everySpellingOfBase64IsRead(RawToken.Spelling spelling) {
        Blob blob = Blob.fresh(10);
        // Text of which the alphabets and the padding matter; one of the three lengths needs each padding.
        for (String content : new String[] {"???~~~", "???~~~ ", "???~~~  "}) {
            RawEvent token =
                    server.token(ALICE, "upload", blob.hash()).withContent(content + "\u00ff\u00fe\ud83d\ude00");

            assertThat(upload(blob, RawToken.header(token, spelling)).status()).isIn(200, 201);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nostr %s", "NOSTR %s", "Nostr   %s", "Nostr %s  "})
    void theSchemeMayBeWrittenInAnyCaseWithBlanksAround(String header) {
        Blob blob = Blob.fresh(10);
        String text = RawToken.Spelling.URL_UNPADDED.encode(
                server.token(ALICE, "upload", blob.hash()).json());

        Answers.assertThat(upload(blob, header.formatted(text))).hasStatus(201);
    }

    @Test
    void aTokenMayBeUsedAgain() {
        Blob blob = Blob.fresh(10);
        String header = RawToken.header(server.token(ALICE, "upload", blob.hash()));

        Answers.assertThat(upload(blob, header)).hasStatus(201);
        Answers.assertThat(upload(blob, header)).hasStatus(200);
    }

    @Test
    void oneOfSeveralHashesIsEnough() {
        Blob blob = Blob.fresh(10);

        Answers.assertThat(upload(blob, token -> token.with("x", Blob.fresh(1).hash())))
                .hasStatus(201);
    }

    @Test
    void aClockMayBeAheadByAMinute() {
        long now = server.clock().seconds();

        Answers.assertThat(upload(Blob.fresh(10), token -> token.withCreatedAt(now + 60)))
                .hasStatus(201);
        Answers.assertThat(upload(Blob.fresh(10), token -> token.withCreatedAt(now + 61)))
                .isRefusal(401, "61 s in the future");
        Answers.assertThat(upload(Blob.fresh(10), token -> token.withCreatedAt(now + 7200)))
                .isRefusal(401, "7200 s in the future");
    }

    @Test
    void aTokenExpiresToTheSecond() {
        long now = server.clock().seconds();

        Answers.assertThat(upload(Blob.fresh(10), expiring(now + 1))).hasStatus(201);
        Answers.assertThat(upload(Blob.fresh(10), expiring(now))).isRefusal(401, "expired 0 s ago");
        Answers.assertThat(upload(Blob.fresh(10), expiring(now - 300))).isRefusal(401, "expired 300 s ago");
    }

    private static UnaryOperator<RawEvent> expiring(long seconds) {
        return token -> token.without("expiration").with("expiration", Long.toString(seconds));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void everyDefectIsNamed(UnaryOperator<RawEvent> bent, String reason) {
        Blob blob = Blob.fresh(10);

        Answers.assertThat(upload(blob, bent)).isRefusal(401, reason).hasHeader("WWW-Authenticate", "Nostr");
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
    }

    static Stream<Arguments> everyDefectIsNamed() {
        return Stream.of(
                defect("kind", token -> token.withKind(1)),
                defect("no t tag 'upload'", token -> token.without("t")),
                defect("no t tag 'upload'", token -> token.without("t").with("t", "get")),
                defect("no t tag 'upload'", token -> token.without("t").with("t", "media")),
                defect("no t tag 'upload'", token -> token.without("t").with("t", "Upload")),
                defect("no expiration", token -> token.without("expiration")),
                defect("expiration", token -> token.without("expiration").with("expiration", "tomorrow")),
                defect("expiration", token -> token.without("expiration").with("expiration", "-1")),
                defect("expiration", token -> token.without("expiration").with("expiration")),
                defect("no x tag", token -> token.without("x")),
                defect("no x tag with", token -> token.without("x").with("x", "0".repeat(64))),
                defect("x tag", token -> token.with("x", "abc")),
                defect("x tag", token -> token.with("x")),
                defect("another server", token -> token.with("server", "elsewhere.example")),
                defect("another server", token -> token.with("server", "")),
                defect("another server", token -> token.with("server")),
                defect("id of the token", token -> token.withFlaw(RawEvent.Flaw.WRONG_ID)),
                defect("signature", token -> token.withFlaw(RawEvent.Flaw.WRONG_SIGNATURE)));
    }

    private static Arguments defect(String reason, UnaryOperator<RawEvent> bent) {
        return Arguments.of(bent, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Nostr             | 'Nostr' and a token",
                "Nostr ****        | base64",
                "Nostr a           | base64",
                "Nostr bm90IGpzb24 | no Nostr event",
                "Nostr e30         | no Nostr event",
                "Nostr W10         | no Nostr event",
                "Nostr bnVsbA      | no Nostr event",
                "Nostr /////w      | UTF-8",
                "Basic YTpi        | 'Nostr' and a token",
                "Bearer abc        | 'Nostr' and a token",
                "Nostrabc          | 'Nostr' and a token"
            })
    void whatIsNoTokenIsToldSo(String authorization, String reason) {
        Answers.assertThat(upload(Blob.fresh(10), authorization)).isRefusal(401, reason);
    }

    @Test
    void aMissingTokenIsAskedFor() {
        Answers.assertThat(server.ask(RawRequest.of("PUT", "/upload").body("x")))
                .isRefusal(401, "needs a token")
                .hasHeader("WWW-Authenticate", "Nostr");
    }

    @Test
    void aTokenWhoseContentWasChangedAfterSigningIsRefused() {
        Blob blob = Blob.fresh(10);
        String json = server.token(ALICE, "upload", "0".repeat(64)).json().replace("0".repeat(64), blob.hash());

        Answers.assertThat(upload(blob, "Nostr " + RawToken.Spelling.STANDARD.encode(json)))
                .isRefusal(401, "id of the token");
    }

    @Test
    void theReasonNeverRepeatsTheToken() {
        String secret = "tell nobody";
        String header = RawToken.header(server.token(ALICE, "upload").withContent(secret));

        RawAnswer answer = upload(Blob.fresh(10), header);

        assertThat(answer.toString() + answer.text())
                .doesNotContain(secret)
                .doesNotContain(header.substring("Nostr ".length()));
    }

    @Test
    void theExampleThatIsPrintedInTheSpecificationIsNoToken() {
        // As there: no content, expired before it was made, an id that does not fit, and a comment in the JSON.
        String json = "{\"id\":\"%s\",\"kind\":24242,\"created_at\":1, // a comment\n\"content\":\"\",\"tags\":[]}"
                .formatted("0".repeat(64));
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        Answers.assertThat(upload(Blob.fresh(10), "Nostr " + text)).isRefusal(401, "no Nostr event");
    }

    @Test
    void aTokenOfThirtyKilobytesFits() {
        Blob blob = Blob.fresh(10);
        RawEvent token = server.token(ALICE, "upload", blob.hash());
        for (int i = 0; i < 290; i++) {
            token = token.with("x", blob.hash());
        }
        String header = RawToken.header(token);

        assertThat(header.length()).isBetween(28_000, 32_000);
        Answers.assertThat(upload(blob, header)).hasStatus(201);
    }
}
