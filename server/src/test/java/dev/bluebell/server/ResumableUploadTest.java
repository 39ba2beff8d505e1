package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads in parts, {@code PATCH /<sha256>}, and {@code PUT /<sha256>}: drafts that the server offers if told to. */
class ResumableUploadTest {

    private static final int LIMIT = 1_000_000;
    private static final Duration IDLE = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    @AutoClose
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(
                folder,
                settings -> settings.resumable(true)
                        .limits(ServerLimits.builder()
                                .blobBytes(LIMIT)
                                .partialUploads(2)
                                .partialUploadTime(IDLE)
                                .build()));
    }

    private RawRequest part(RawKey author, Blob blob, int from, int to) {
        return server.signed(RawRequest.of("PATCH", blob.path()), author, "upload", blob.hash())
                .with("Upload-Type", "application/octet-stream")
                .with("Upload-Length", Integer.toString(blob.size()))
                .with("Upload-Offset", Integer.toString(from))
                .with("Content-Type", "application/octet-stream")
                .body(blob.bytes(from, to));
    }

    private RawAnswer send(RawKey author, Blob blob, int from, int to) {
        return server.ask(part(author, blob, from, to));
    }

    @Test
    void theBlobIsThereAfterItsLastPart() {
        Blob blob = Blob.fresh(300_000);

        Answers.assertThat(send(ALICE, blob, 0, 100_000)).hasStatus(204);
        Answers.assertThat(send(ALICE, blob, 100_000, 200_000)).hasStatus(204);
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
        Answers.assertThat(send(ALICE, blob, 200_000, 300_000))
                .hasStatus(201)
                .hasField("sha256", blob.hash())
                .hasField("size", (long) blob.size());
        assertThat(server.get(blob.path()).body()).isEqualTo(blob.bytes());
        assertThat(server.temporaryFiles()).isEmpty();
    }

    @Test
    void partsComeInAnyOrderAndMayOverlap() {
        Blob blob = Blob.fresh(100_000);

        Answers.assertThat(send(ALICE, blob, 60_000, 100_000)).hasStatus(204);
        Answers.assertThat(send(ALICE, blob, 0, 50_000)).hasStatus(204);
        Answers.assertThat(send(ALICE, blob, 20_000, 60_000)).hasStatus(201);
        assertThat(server.get(blob.path()).body()).isEqualTo(blob.bytes());
    }

    @Test
    void partsMayComeAtOnce() throws Exception {
        Blob blob = Blob.fresh(500_000);
        List<Callable<RawAnswer>> parts = new ArrayList<>();
        for (int from = 0; from < blob.size(); from += 25_000) {
            int begin = from;
            parts.add(() -> send(ALICE, blob, begin, begin + 25_000));
        }
        Collections.shuffle(parts, new Random(7));

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (Future<RawAnswer> answer : clients.invokeAll(parts)) {
                statuses.add(answer.get().status());
            }
        }

        assertThat(statuses).containsOnly(201, 204).containsOnlyOnce(201);
        assertThat(server.get(blob.path()).body()).isEqualTo(blob.bytes());
    }

    @Test
    void anExtensionInThePathChangesNothing() {
        Blob blob = Blob.of("words and words");
        RawRequest whole = server.signed(RawRequest.of("PATCH", blob.path() + ".txt"), ALICE, "upload", blob.hash())
                .with("Upload-Type", "text/plain")
                .with("Upload-Length", "15")
                .with("Upload-Offset", "0")
                .body(blob.bytes());

        Answers.assertThat(server.ask(whole)).hasStatus(201).hasField("type", "text/plain");
    }

    @Test
    void anEmptyBlobIsWholeAtOnce() {
        Answers.assertThat(send(ALICE, Blob.fresh(0), 0, 0)).hasStatus(201);
    }

    @Test
    void aPartThatBreaksOffMayComeAgain() {
        Blob blob = Blob.fresh(200_000);
        Answers.assertThat(send(ALICE, blob, 0, 100_000)).hasStatus(204);
        try (RawHttp client = server.connect()) {
            client.sendHead(part(ALICE, blob, 100_000, 200_000)).send(blob.bytes(100_000, 170_000));
        }

        Answers.assertThat(send(ALICE, blob, 100_000, 200_000)).hasStatus(201);
    }

    @Test
    void ofAKnownBlobNoPartIsNeeded() {
        Blob blob = server.holding(Blob.fresh(1000));

        Answers.assertThat(send(BOB, blob, 0, 10)).hasStatus(200).hasField("sha256", blob.hash());
        Answers.assertThat(server.ask(server.delete(BOB, blob))).hasStatus(204);
        Answers.assertThat(server.get(blob.path())).hasStatus(200);
    }

    @Test
    void wrongBytesAreAConflictAndAllPartsAreDropped() {
        Blob blob = Blob.fresh(2000);
        Blob other = Blob.fresh(1000);
        Answers.assertThat(send(ALICE, blob, 0, 1000)).hasStatus(204);

        RawRequest wrong = server.signed(RawRequest.of("PATCH", blob.path()), ALICE, "upload", blob.hash())
                .with("Upload-Type", "application/octet-stream")
                .with("Upload-Length", "2000")
                .with("Upload-Offset", "1000")
                .body(other.bytes());
        Answers.assertThat(server.ask(wrong)).isRefusal(409, "SHA-256");

        assertThat(server.temporaryFiles()).isEmpty();
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
        Answers.assertThat(send(ALICE, blob, 0, 2000)).hasStatus(201);
    }

    @Test
    void aStrangerCannotSpoilAnUploadByPartsOfHisOwn() {
        Blob blob = Blob.fresh(2000);
        Answers.assertThat(send(ALICE, blob, 0, 1000)).hasStatus(204);
        RawRequest spoiling = server.signed(RawRequest.of("PATCH", blob.path()), BOB, "upload", blob.hash())
                .with("Upload-Type", "application/octet-stream")
                .with("Upload-Length", "2000")
                .with("Upload-Offset", "0")
                .body(Blob.fresh(1000).bytes());
        Answers.assertThat(server.ask(spoiling)).hasStatus(204);

        Answers.assertThat(send(ALICE, blob, 1000, 2000)).hasStatus(201);
    }

    @Test
    void refusesWhatIsNoPartOfTheBlob() {
        Blob blob = Blob.fresh(1000);
        RawRequest request = server.signed(RawRequest.of("PATCH", blob.path()), ALICE, "upload", blob.hash());
        RawRequest typed = request.with("Upload-Type", "image/png");

        Answers.assertThat(server.ask(request.with("Upload-Length", "1000")
                        .with("Upload-Offset", "0")
                        .body("abc")))
                .isRefusal(400, "Upload-Type");
        Answers.assertThat(server.ask(typed.with("Upload-Offset", "0").body("abc")))
                .isRefusal(400, "Upload-Length");
        Answers.assertThat(server.ask(typed.with("Upload-Length", "1000").body("abc")))
                .isRefusal(400, "Upload-Offset");
        for (String offset : List.of("998", "1001", "9223372036854775807")) {
            Answers.assertThat(server.ask(typed.with("Upload-Length", "1000")
                            .with("Upload-Offset", offset)
                            .body("abc")))
                    .isRefusal(416, "lie within");
        }
        for (String nonsense : List.of("-1", "x", "9223372036854775808")) {
            Answers.assertThat(server.ask(typed.with("Upload-Length", "1000")
                            .with("Upload-Offset", nonsense)
                            .body("abc")))
                    .isRefusal(400, "whole number");
        }
        Answers.assertThat(server.ask(typed.with("Upload-Length", Integer.toString(LIMIT + 1))
                        .with("Upload-Offset", "0")
                        .body("abc")))
                .isRefusal(413, "at most");
        Answers.assertThat(server.ask(typed.with("Upload-Length", "1000")
                        .with("Upload-Offset", "0")
                        .chunked(blob.bytes(), 100)))
                .isRefusal(411, "Content-Length");
        assertThat(server.temporaryFiles()).isEmpty();
    }

    @Test
    void thePartsMustAgreeOnTheLength() {
        Blob blob = Blob.fresh(1000);
        Answers.assertThat(send(ALICE, blob, 0, 500)).hasStatus(204);
        RawRequest other = server.signed(RawRequest.of("PATCH", blob.path()), ALICE, "upload", blob.hash())
                .with("Upload-Type", "application/octet-stream")
                .with("Upload-Length", "999")
                .with("Upload-Offset", "500")
                .body(blob.bytes(500, 999));

        Answers.assertThat(server.ask(other)).isRefusal(400, "1000 bytes");
        Answers.assertThat(send(ALICE, blob, 500, 1000)).hasStatus(201);
    }

    @Test
    void needsATokenForTheWholeBlob() {
        Blob blob = Blob.fresh(1000);
        RawRequest unsigned = RawRequest.of("PATCH", blob.path())
                .with("Upload-Type", "image/png")
                .with("Upload-Length", "1000")
                .with("Upload-Offset", "0")
                .body(blob.bytes());

        Answers.assertThat(server.ask(unsigned)).isRefusal(401, "token");
        Answers.assertThat(server.ask(server.signed(unsigned, ALICE, "delete", blob.hash())))
                .isRefusal(401, "upload");
        Answers.assertThat(server.ask(
                        server.signed(unsigned, ALICE, "upload", Blob.fresh(5).hash())))
                .isRefusal(401, "x tag");
    }

    @Test
    void whatIsLeftAloneIsDropped() {
        Blob blob = Blob.fresh(1000);
        Answers.assertThat(send(ALICE, blob, 0, 500)).hasStatus(204);
        server.clock().pass(IDLE.plusSeconds(1));

        Answers.assertThat(send(BOB, Blob.fresh(10), 0, 5)).hasStatus(204);

        assertThat(server.temporaryFiles()).hasSize(1);
        Answers.assertThat(send(ALICE, blob, 500, 1000)).hasStatus(204);
    }

    @Test
    void aNewcomerTakesThePlaceOfOneThatRests() {
        Blob resting = Blob.fresh(1000);
        Blob busy = Blob.fresh(1000);
        Blob newcomer = Blob.fresh(1000);
        Answers.assertThat(send(ALICE, resting, 0, 500)).hasStatus(204);
        Answers.assertThat(send(ALICE, busy, 0, 500)).hasStatus(204);

        Answers.assertThat(send(BOB, newcomer, 0, 500))
                .isRefusal(503, "try again")
                .hasHeader("Retry-After", "60");
        server.clock().pass(PartialUploads.SPARED.plusSeconds(1));
        Answers.assertThat(send(ALICE, busy, 500, 600)).hasStatus(204);
        Answers.assertThat(send(BOB, newcomer, 0, 500)).hasStatus(204);

        Answers.assertThat(send(ALICE, busy, 600, 1000)).hasStatus(201);
        Answers.assertThat(send(BOB, newcomer, 500, 1000)).hasStatus(201);
    }

    @Test
    void refusesToBeTornIntoTooManyPieces() {
        Blob blob = Blob.fresh(5000);
        try (RawHttp client = server.connect()) {
            for (int gap = 1; gap < PartialUpload.MOST_GAPS; gap++) {
                Answers.assertThat(client.ask(part(ALICE, blob, 2 * gap, 2 * gap + 1)))
                        .hasStatus(204);
            }
        }

        Answers.assertThat(send(ALICE, blob, 4000, 4001)).isRefusal(400, "gaps");
        Answers.assertThat(send(ALICE, blob, 0, 1000)).hasStatus(204);
        Answers.assertThat(send(ALICE, blob, 4000, 4001)).hasStatus(204);
    }

    @Test
    void nothingOfUnfinishedUploadsOutlivesTheServer(@TempDir Path other) {
        TestServer stopping = TestServer.start(other, settings -> settings.resumable(true));
        try (stopping) {
            Answers.assertThat(stopping.ask(part(ALICE, Blob.fresh(1000), 0, 500)))
                    .hasStatus(204);
            assertThat(stopping.temporaryFiles()).hasSize(1);
        }

        assertThat(stopping.temporaryFiles()).isEmpty();
    }

    @Test
    void isAnnounced() {
        String path = Blob.fresh(10).path();

        Answers.assertThat(server.ask(RawRequest.of("OPTIONS", path)))
                .hasStatus(204)
                .hasHeader("Allow", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT")
                .hasHeader("Access-Control-Allow-Methods", "GET, HEAD, PUT, DELETE, PATCH");
        Answers.assertThat(server.ask(RawRequest.of("OPTIONS", "/upload")))
                .hasStatus(204)
                .hasHeader("Allow", "HEAD, OPTIONS, PUT");
    }

    @Test
    void isOfferedOnlyIfTheServerWasToldTo(@TempDir Path other) {
        try (TestServer without = TestServer.start(other)) {
            Blob blob = Blob.fresh(10);

            Answers.assertThat(without.ask(RawRequest.of("OPTIONS", blob.path())))
                    .hasHeader("Allow", "DELETE, GET, HEAD, OPTIONS");
            Answers.assertThat(without.ask(part(ALICE, blob, 0, 10))).hasStatus(405);
            Answers.assertThat(without.ask(without.signed(
                            RawRequest.of("PUT", blob.path()).body(blob.bytes()), ALICE, "upload", blob.hash())))
                    .hasStatus(405);
        }
    }

    @Test
    void aBlobMayBePutUnderItsHash() {
        Blob blob = Blob.fresh(1000);
        RawRequest put = server.signed(RawRequest.of("PUT", blob.path()), ALICE, "upload", blob.hash());

        Answers.assertThat(server.ask(put.body(Blob.fresh(10).bytes()))).isRefusal(409, "SHA-256");
        Answers.assertThat(
                        server.ask(put.with("X-SHA-256", Blob.fresh(10).hash()).body(blob.bytes())))
                .isRefusal(409, "different blobs");
        Answers.assertThat(server.ask(put.body(blob.bytes()))).hasStatus(201);
        Answers.assertThat(server.ask(put.body(blob.bytes()))).hasStatus(200);
    }
}
