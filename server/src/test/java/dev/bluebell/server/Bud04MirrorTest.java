package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-04: {@code PUT /mirror} from an origin that does as it should. */
class Bud04MirrorTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @AutoClose
    private static FakeOrigin origin;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder, settings -> settings.privateOrigins(true));
        origin = FakeOrigin.start();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(server.temporaryFiles()).isEmpty();
    }

    private static URI offered(Blob blob, String type) {
        return origin.at(blob.path(), FakeOrigin.body(type, blob.bytes()));
    }

    private static RawAnswer mirror(URI url, Blob blob) {
        return server.ask(server.mirror(url.toString(), blob.hash()));
    }

    @Test
    void aNewBlobIsFetchedAndCreated() {
        Blob blob = Blob.fresh(100_000);

        RawAnswer answer = mirror(offered(blob, "application/x-thing"), blob);

        Answers.assertThat(answer)
                .hasStatus(201)
                .hasField("sha256", blob.hash())
                .hasField("size", 100_000L)
                .hasField("type", "application/x-thing")
                .hasField("url", server.url() + blob.path() + ".bin")
                .hasField("uploaded", server.clock().seconds());
        Answers.assertThat(server.get(blob.path())).hasBody(blob.bytes());
    }

    @Test
    void aKnownBlobIsThereWithoutAskingTheOrigin() {
        Blob blob = server.holding(Blob.fresh(100));
        URI url = offered(blob, "text/plain");

        Answers.assertThat(mirror(url, blob)).hasStatus(200).hasField("type", "application/octet-stream");
        assertThat(origin.requests(blob.path())).isEmpty();
    }

    @Test
    void aKnownBlobIsThereEvenIfTheUrlDoesNotTell() {
        Blob blob = server.holding(Blob.fresh(100));
        URI url = origin.at("/picture", FakeOrigin.body("text/plain", blob.bytes()));

        Answers.assertThat(mirror(url, blob)).hasStatus(200);
    }

    @Test
    void whoMirrorsABlobOwnsIt() {
        Blob blob = server.holding(Blob.fresh(100));
        URI url = offered(blob, "text/plain");
        RawRequest request = server.signed(RawRequest.of("PUT", "/mirror"), BOB, "upload", blob.hash())
                .body("{\"url\":\"" + url + "\"}");

        Answers.assertThat(server.ask(request)).hasStatus(200);
        Answers.assertThat(server.ask(server.delete(ALICE, blob))).hasStatus(204);
        Answers.assertThat(server.get(blob.path())).hasStatus(200);
        assertThat(server.get("/list/" + BOB.publicKey()).text()).contains(blob.hash());
    }

    @Test
    void theTokenOfTheOriginalUploadIsGoodForItsMirrors() {
        Blob blob = Blob.fresh(100);
        RawEvent token = server.token(ALICE, "upload", blob.hash());
        RawRequest request = RawRequest.of("PUT", "/mirror")
                .with("Authorization", RawToken.header(token))
                .body("{\"url\":\"" + offered(blob, "text/plain") + "\"}");

        Answers.assertThat(server.ask(request)).hasStatus(201);
    }

    @Test
    void bytesWithAnotherHashThanAuthorisedAreAConflict() {
        Blob authorised = Blob.fresh(100);
        Blob sent = Blob.fresh(100);
        URI url = origin.at(authorised.path(), FakeOrigin.body("text/plain", sent.bytes()));

        Answers.assertThat(mirror(url, authorised)).isRefusal(409, sent.hash());
        Answers.assertThat(server.get(sent.path())).hasStatus(404);
        Answers.assertThat(server.get(authorised.path())).hasStatus(404);
        assertThat(server.fileOf(sent)).doesNotExist();
    }

    @Test
    void theTypeOfTheOriginIsTaken() {
        Blob blob = Blob.of("a: b");

        Answers.assertThat(mirror(offered(blob, "text/vnd.yaml; charset=utf-8"), blob))
                .hasField("type", "text/vnd.yaml; charset=utf-8");
    }

    @Test
    void aTypeThatTheBytesProveWrongIsNot() {
        Blob blob = Blob.of("GIF89a from elsewhere");

        Answers.assertThat(mirror(offered(blob, "image/png"), blob)).hasField("type", "image/gif");
    }

    @Test
    void withoutATypeTheBytesTellIt() {
        Blob blob = Blob.of("GIF89a without a type");
        URI url = origin.at("/untyped.png", FakeOrigin.bare(blob.bytes()));

        Answers.assertThat(mirror(url, blob)).hasStatus(201).hasField("type", "image/gif");
    }

    @Test
    void whereTheBytesDoNotTellTheExtensionDoes() {
        Blob blob = Blob.fresh(100);
        URI url = origin.at("/font.woff2?x=1.png", FakeOrigin.bare(blob.bytes()));

        Answers.assertThat(mirror(url, blob)).hasStatus(201).hasField("type", "font/woff2");
    }

    @Test
    void whereNothingTellsItIsAnOctetStream() {
        Blob blob = Blob.fresh(100);
        URI url = origin.at("/untyped", FakeOrigin.bare(blob.bytes()));

        Answers.assertThat(mirror(url, blob)).hasField("type", "application/octet-stream");
    }

    @Test
    void chunksAndBodiesThatEndWithTheConnectionAreFine() {
        Blob chunked = Blob.fresh(50_000);
        Blob bare = Blob.fresh(50_000);

        Answers.assertThat(mirror(origin.at("/c", FakeOrigin.chunked("text/plain", chunked.bytes())), chunked))
                .hasStatus(201)
                .hasField("size", 50_000L);
        Answers.assertThat(mirror(origin.at("/b", FakeOrigin.bare(bare.bytes())), bare))
                .hasStatus(201)
                .hasField("size", 50_000L);
    }

    @Test
    void anEmptyBlobCanBeMirrored() {
        Blob empty = Blob.of("");

        Answers.assertThat(mirror(offered(empty, "text/plain"), empty)).hasStatus(201);
    }

    @Test
    void theOriginIsAskedUnderItsOwnNameAndLearnsNothingOfTheToken() {
        Blob blob = Blob.fresh(10);
        mirror(offered(blob, "text/plain"), blob);

        assertThat(origin.requests(blob.path())).singleElement().satisfies(head -> {
            assertThat(head).containsIgnoringCase("\r\nhost: 127.0.0.1:" + origin.port() + "\r\n");
            assertThat(head).containsIgnoringCase("\r\naccept-encoding: identity\r\n");
            assertThat(head).doesNotContainIgnoringCase("authorization").doesNotContainIgnoringCase("nostr");
        });
    }

    @Test
    void theQueryOfTheUrlIsAskedForTheFragmentIsNot() {
        Blob blob = Blob.fresh(10);
        origin.at("/q?a=b%20c", FakeOrigin.body("text/plain", blob.bytes()));

        Answers.assertThat(mirror(origin.url("/q?a=b%20c#part"), blob)).hasStatus(201);
    }

    @Test
    void needsAToken() {
        RawRequest request = RawRequest.of("PUT", "/mirror").body("{\"url\":\"http://a.example/\"}");

        Answers.assertThat(server.ask(request)).isRefusal(401, "token");
        Answers.assertThat(server.ask(server.signed(request, ALICE, "upload"))).isRefusal(401, "x tag");
        Answers.assertThat(server.ask(
                        server.signed(request, ALICE, "get", Blob.fresh(1).hash())))
                .isRefusal(401, "upload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "\"http://a.example/\"",
                "{}",
                "{\"url\":5}",
                "{\"url\":null}",
                "{\"url\":\"\"}",
                "{\"url\":\"/relative\"}",
                "{\"url\":\"ftp://a.example/\"}",
                "{\"url\":\"file:///etc/passwd\"}",
                "{\"url\":\"http:///nothing\"}",
                "{\"url\":\"http://a b/\"}",
                "{\"url\":\"javascript:alert(1)\"}",
                "{\"url\":\"http://a.example/",
                "{\"url\":{\"url\":\"http://a.example/\"}}"
            })
    void whatNamesNoAddressIsABadRequest(String body) {
        RawRequest request = server.signed(
                RawRequest.of("PUT", "/mirror"), ALICE, "upload", Blob.fresh(1).hash());

        Answers.assertThat(server.ask(request.body(body))).isRefusal(400, "url");
    }

    @Test
    void aBodyBeyondTheLimitOfJsonIsRefused() {
        String body = "{\"url\":\"http://a.example/" + "a".repeat(70_000) + "\"}";
        RawRequest request = server.signed(
                RawRequest.of("PUT", "/mirror"), ALICE, "upload", Blob.fresh(1).hash());

        Answers.assertThat(server.ask(request.body(body))).isRefusal(413, "65536");
        Answers.assertThat(server.ask(request.chunked(body.getBytes(StandardCharsets.UTF_8), 10_000)))
                .isRefusal(413, "65536");
    }
}
