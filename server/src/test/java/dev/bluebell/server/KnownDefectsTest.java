package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other Blossom servers get wrong, or got wrong for a while. Each comment says what was seen and where. More of their
 * kind stand in {@link KnownTokenDefectsTest} and in the tests of the
 * single endpoints.
 */
class KnownDefectsTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @AutoClose
    private static FakeOrigin origin;

    private static Blob blob;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder, settings -> settings.privateOrigins(true));
        origin = FakeOrigin.start();
        blob = server.holding(Blob.fresh(1000));
    }

    private static RawAnswer range(String value) {
        return server.ask(RawRequest.of("GET", blob.path()).with("Range", value));
    }

    // The reference server answers 416 to each of these three; another one to the first.

    @Test
    void aRangeThatEndsBeyondTheBlobIsCut() {
        Answers.assertThat(range("bytes=990-1010")).hasStatus(206).hasBody(blob.bytes(990, 1000));
    }

    @Test
    void aSuffixThatIsTooLongIsTheWholeBlob() {
        Answers.assertThat(range("bytes=-2000")).hasStatus(206).hasBody(blob.bytes());
    }

    @Test
    void unknownUnitsAndSeveralRangesAreIgnored() {
        Answers.assertThat(range("pages=1-2")).hasStatus(200).hasBody(blob.bytes());
        Answers.assertThat(range("bytes=0-1,4-5")).hasStatus(200).hasBody(blob.bytes());
    }

    // The reference server compares entity tags of If-None-Match letter by letter.
    @Test
    void aWeakEntityTagMatches() {
        Answers.assertThat(
                        server.ask(RawRequest.of("GET", blob.path()).with("If-None-Match", "W/\"" + blob.hash() + '"')))
                .hasStatus(304);
    }

    // A Go framework sends the hash without quotes; another server sends no entity tag.
    @Test
    void theEntityTagIsQuoted() {
        Answers.assertThat(server.get(blob.path())).hasHeader("ETag", '"' + blob.hash() + '"');
    }

    // The reference server serves HTML as it came: whoever uploads a page has scripts on its origin.
    @Test
    void aStoredPageDoesNotRunOnTheOriginOfTheServer() {
        Blob page = server.holding(Blob.of("<!doctype html><script>alert(1)</script>"), "text/html");
        RawAnswer answer = server.get(page.path());

        Answers.assertThat(answer).hasHeader("X-Content-Type-Options", "nosniff");
        assertThat(answer.header("Content-Security-Policy").orElse("")).startsWith("sandbox;");
    }

    // The reference server says nothing in X-Reason where its framework finds the error.
    @Test
    void errorsOfTheParserHaveAReason() {
        Answers.assertThat(server.ask(server.mirror("x", blob.hash()).body("{")))
                .isRefusal(400, "");
        Answers.assertThat(server.ask(RawRequest.of("PUT", "/report").body("{")))
                .isRefusal(400, "event");
        Answers.assertThat(server.get("/%")).hasStatus(404);
    }

    // The reference server loses the port; it and a Java server give no extension to blobs of an unknown type.
    @Test
    void theUrlOfADescriptorHasPortAndExtension() {
        Answers.assertThat(server.ask(server.upload(ALICE, blob)))
                .hasField("url", "http://127.0.0.1:" + server.url().getPort() + blob.path() + ".bin");
    }

    // The reference server answers 200 to every mirror, and 403 to bytes of another hash.
    @Test
    void aMirrorIsCreatedOrKnownOrAConflict() {
        Blob fresh = Blob.fresh(10);
        URI url = origin.at("/fresh", FakeOrigin.body("text/plain", fresh.bytes()));

        Answers.assertThat(server.ask(server.mirror(url.toString(), fresh.hash())))
                .hasStatus(201);
        Answers.assertThat(server.ask(server.mirror(url.toString(), fresh.hash())))
                .hasStatus(200);
        Answers.assertThat(server.ask(server.mirror(url.toString(), blob.hash())))
                .hasStatus(409);
    }

    // The reference server answers 204, several others never say 201.
    @Test
    void aCheckOfAnUploadIs200AndANewBlobIs201() {
        Blob fresh = Blob.fresh(10);
        RawRequest check = server.signed(RawRequest.of("HEAD", "/upload"), ALICE, "upload", fresh.hash())
                .with("X-SHA-256", fresh.hash())
                .with("X-Content-Length", "10");

        Answers.assertThat(server.ask(check)).hasStatus(200);
        Answers.assertThat(server.ask(server.upload(ALICE, fresh))).hasStatus(201);
    }

    // The filter of the reference server is passed by localhost and by mapped addresses, and sees no redirect; most
    // others have none. MirrorGuardTest and MirrorRedirectTest have the whole list.
    @Test
    void aMirrorIsNotTurnedInward(@TempDir Path other) {
        try (TestServer strict = TestServer.start(other)) {
            for (String host : List.of("localhost", "127.0.0.1", "[::ffff:127.0.0.1]")) {
                String url = "http://" + host + ":" + origin.port() + "/inward";
                Answers.assertThat(strict.ask(strict.mirror(url, blob.hash()))).hasStatus(403);
            }
            URI redirect = origin.at("/out", FakeOrigin.redirect(302, "http://169.254.169.254/"));
            Answers.assertThat(server.ask(server.mirror(redirect.toString(), blob.hash())))
                    .hasStatus(403);
        }
        assertThat(origin.requests("/inward")).isEmpty();
    }

    // The reference server thanks for reports of blobs that it does not have; a Go framework refuses every report.
    @Test
    void aReportIsTakenIfTheBlobIsHere() {
        RawEvent report = new RawEvent(BOB, 1984, server.clock().seconds());

        Answers.assertThat(server.ask(RawRequest.of("PUT", "/report")
                        .body(report.with("x", blob.hash(), "spam").json())))
                .hasStatus(200);
        Answers.assertThat(server.ask(RawRequest.of("PUT", "/report")
                        .body(report.with("x", Blob.fresh(1).hash(), "spam").json())))
                .hasStatus(404);
    }

    // The reference server believes the declared type; a Java server believes the extension in the path.
    @Test
    void theTypeIsThatOfTheBytes() {
        Blob gif = server.holding(Blob.of("GIF89a declared as something else"), "image/png");

        Answers.assertThat(server.get(gif.path() + ".txt")).hasHeader("Content-Type", "image/gif");
    }

    // The predecessor of the reference server sends the CORS headers only to those who name their origin.
    @Test
    void optionsWithoutAnOriginIsAnsweredTheSame() {
        Answers.assertThat(server.ask(RawRequest.of("OPTIONS", "/upload")))
                .hasHeader("Access-Control-Allow-Headers", "Authorization, *");
    }

    // The predecessor of the reference server repeats the cursor; the reference server begins again at an unknown one;
    // others ignore it.
    @Test
    void aPageGoesOnBehindTheCursor(@TempDir Path other) {
        try (TestServer two = TestServer.start(other)) {
            List<String> hashes = Stream.of(two.holding(Blob.fresh(1)), two.holding(Blob.fresh(2)))
                    .map(Blob::hash)
                    .sorted()
                    .toList();
            String list = "/list/" + ALICE.publicKey() + "?limit=1&cursor=";

            assertThat(two.get(list + hashes.getFirst()).text()).contains(hashes.getLast());
            assertThat(two.get(list + hashes.getLast()).text()).isEqualTo("[]");
            Answers.assertThat(two.get(list + "0".repeat(64))).isRefusal(400, "cursor");
        }
    }

    // A Rust server mirrors without a limit of size, a Node server reads it all into memory.
    @Test
    void aMirrorHasALimit(@TempDir Path other) {
        try (TestServer small = TestServer.start(
                other,
                settings -> settings.privateOrigins(true)
                        .limits(ServerLimits.builder().blobBytes(100_000).build()))) {
            URI url = origin.at("/endless", FakeOrigin.endless());

            Answers.assertThat(small.ask(small.mirror(url.toString(), blob.hash())))
                    .hasStatus(413);
        }
    }

    // The same Rust server compares the hash of a mirror only if the URL has one.
    @Test
    void theHashOfAMirrorIsComparedWhateverItsUrl() {
        URI url = origin.at(
                "/no-hash-here", FakeOrigin.body("text/plain", Blob.fresh(9).bytes()));

        Answers.assertThat(server.ask(server.mirror(url.toString(), blob.hash())))
                .hasStatus(409);
    }

    // A Node server knows ranges of films and sounds only.
    @Test
    void everyTypeHasRanges() {
        Blob text = server.holding(Blob.of("0123456789"), "text/plain");

        Answers.assertThat(server.ask(RawRequest.of("GET", text.path()).with("Range", "bytes=2-4")))
                .hasStatus(206)
                .hasBody("234".getBytes(StandardCharsets.US_ASCII));
    }

    // A Go framework makes room in memory for whatever length is announced.
    @Test
    void anAnnouncedLengthCostsNothing(@TempDir Path other) {
        try (TestServer large = TestServer.start(
                other,
                settings -> settings.limits(
                        ServerLimits.builder().blobBytes(1L << 50).build()))) {
            RawHttp[] clients = new RawHttp[20];
            for (int i = 0; i < clients.length; i++) {
                clients[i] = large.connect();
                clients[i].sendHead(
                        large.uploadWithoutBody(ALICE, Blob.fresh(1)).with("Content-Length", Long.toString(1L << 49)));
            }

            Answers.assertThat(large.ask(large.upload(ALICE, Blob.fresh(10)))).hasStatus(201);
            for (RawHttp client : clients) {
                client.close();
            }
        }
    }

    // A Go framework does not ask the rules for a HEAD.
    @Test
    void theCheckOfAnUploadAsksTheSameRules() {
        RawRequest check = server.signed(RawRequest.of("HEAD", "/upload"), ALICE, "upload", blob.hash())
                .with("X-SHA-256", blob.hash())
                .with("X-Content-Length", Long.toString((2L << 30) + 1));

        Answers.assertThat(server.ask(check)).hasStatus(413);
    }

    // A Java server deletes the blob whose hash was announced when the body is another one, even if it was there
    // before.
    @Test
    void aWrongAnnouncementHarmsNoStoredBlob() {
        RawRequest request = server.signed(RawRequest.of("PUT", "/upload"), BOB, "upload", blob.hash())
                .with("X-SHA-256", blob.hash())
                .body("something else");

        Answers.assertThat(server.ask(request)).hasStatus(409);
        Answers.assertThat(server.get(blob.path())).hasStatus(200).hasBody(blob.bytes());
    }

    // A Go framework refuses blobs of no bytes.
    @Test
    void anEmptyBlobIsABlob() {
        Blob empty = server.holding(Blob.of(""));

        Answers.assertThat(server.get(empty.path())).hasStatus(200).hasBody(new byte[0]);
    }

    // A Go server gives neither type nor length for a HEAD.
    @Test
    void aHeadHasTypeAndLength() {
        Answers.assertThat(server.head(blob.path()))
                .hasHeader("Content-Type", "application/octet-stream")
                .hasHeader("Content-Length", "1000");
    }
}
