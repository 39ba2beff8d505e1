package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other Blossom servers get wrong with tokens. Each comment says what was seen and where. */
class KnownTokenDefectsTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static Blob blob;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        blob = server.holding(Blob.fresh(1000));
    }

    // On the reference server a malformed Authorization header breaks a GET that needs none; its predecessor answers
    // 500.
    @Test
    void aMalformedTokenHarmsNoPublicRead() {
        for (String header : new String[] {"Nostr ***", "Nostr", "Basic x", "Nostr bnVsbA"}) {
            Answers.assertThat(server.ask(RawRequest.of("GET", blob.path()).with("Authorization", header)))
                    .hasStatus(200);
            Answers.assertThat(server.ask(RawRequest.of("DELETE", blob.path()).with("Authorization", header)))
                    .hasStatus(401);
        }
    }

    // The same Rust server lists, and deletes, with a token for any verb.
    @Test
    void theVerbOfATokenCounts(@TempDir Path other) {
        try (TestServer shy = TestServer.start(other, settings -> settings.list(Listing.TOKEN))) {
            RawRequest list = RawRequest.of("GET", "/list/" + ALICE.publicKey());

            Answers.assertThat(shy.ask(shy.signed(list, ALICE, "get"))).isRefusal(401, "list");
        }
        Answers.assertThat(
                        server.ask(server.signed(RawRequest.of("DELETE", blob.path()), ALICE, "upload", blob.hash())))
                .isRefusal(401, "delete");
    }

    // A Node server takes expired tokens; two others take tokens without an expiration, which are good for ever.
    @Test
    void aTokenEnds() {
        RawEvent token = server.token(ALICE, "delete", blob.hash()).without("expiration");
        RawRequest request = RawRequest.of("DELETE", blob.path());
        String expired = Long.toString(server.clock().seconds() - 1);

        Answers.assertThat(server.ask(request.with("Authorization", RawToken.header(token))))
                .isRefusal(401, "expiration");
        Answers.assertThat(
                        server.ask(request.with("Authorization", RawToken.header(token.with("expiration", expired)))))
                .isRefusal(401, "expired");
    }

    // A Go framework crashes over a DELETE without a token.
    @Test
    void aDeleteWithoutATokenIsRefused() {
        Answers.assertThat(server.ask(RawRequest.of("DELETE", blob.path()))).hasStatus(401);
    }

    // The reference server deletes with a token that names no blob, a Node server does not look at the name.
    @Test
    void aTokenThatDoesNotNameTheBlobDeletesNothing() {
        RawRequest request = RawRequest.of("DELETE", blob.path());

        Answers.assertThat(server.ask(server.signed(request, ALICE, "delete"))).isRefusal(401, "x tag");
        Answers.assertThat(server.ask(
                        server.signed(request, ALICE, "delete", Blob.fresh(1).hash())))
                .isRefusal(401, "x tag");
    }

    // A Rust server credits an upload to the key in a token whose signature it has not checked.
    @Test
    void nobodyUploadsInTheNameOfOthers() {
        Blob forged = Blob.fresh(10);
        RawEvent token = server.token(BOB, "upload", forged.hash());
        String json = token.json().replace(BOB.publicKey(), ALICE.publicKey());
        String header = "Nostr " + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        Answers.assertThat(server.ask(RawRequest.of("PUT", "/upload")
                        .with("Authorization", header)
                        .body(forged.bytes())))
                .hasStatus(401);
    }

    // Most servers take one of the four spellings of base64 only (Bud11TokenTest has all); one refuses "+" or "/" in
    // it.
    @Test
    void noSpellingOfATokenIsRefused() {
        Blob fresh = Blob.fresh(10);
        RawEvent token = server.token(ALICE, "upload", fresh.hash()).withContent("\u00fc\u00ff\u00fe???>>>~~~");

        for (RawToken.Spelling spelling : RawToken.Spelling.values()) {
            RawAnswer answer = server.ask(RawRequest.of("PUT", "/upload")
                    .with("Authorization", RawToken.header(token, spelling))
                    .body(fresh.bytes()));
            assertThat(answer.status()).as(spelling.toString()).isIn(200, 201);
        }
    }

    // Another Rust server wants the whole URL in a server tag, a Go framework only the bare host name.
    @Test
    void aServerTagIsADomainOrAUrl() {
        Blob fresh = Blob.fresh(10);
        for (String tag : List.of("127.0.0.1", server.url().toString(), server.url() + "/")) {
            RawEvent token = server.token(ALICE, "upload", fresh.hash()).with("server", tag);

            assertThat(server.ask(RawRequest.of("PUT", "/upload")
                                    .with("Authorization", RawToken.header(token))
                                    .body(fresh.bytes()))
                            .status())
                    .as(tag)
                    .isIn(200, 201);
        }
    }
}
