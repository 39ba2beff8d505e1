package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-02: {@code PUT /upload}. */
class Bud02UploadTest {

    private static final int LIMIT = 200_000;

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                folder,
                settings ->
                        settings.limits(ServerLimits.builder().blobBytes(LIMIT).build()));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(server.temporaryFiles()).isEmpty();
    }

    @Test
    void aNewBlobIsCreatedAndAKnownOneIsThere() {
        Blob blob = Blob.fresh(1000);

        Answers.assertThat(server.ask(server.upload(ALICE, blob))).hasStatus(201);
        Answers.assertThat(server.ask(server.upload(ALICE, blob))).hasStatus(200);
        Answers.assertThat(server.ask(server.upload(BOB, blob))).hasStatus(200);
    }

    @Test
    void describesTheBlob() {
        Blob blob = Blob.of("<p>words</p>");

        RawAnswer answer = server.ask(server.upload(ALICE, blob, "text/html"));

        Answers.assertThat(answer)
                .hasStatus(201)
                .hasHeader("Content-Type", "application/json")
                .hasField("url", server.url() + blob.path() + ".html")
                .hasField("sha256", blob.hash())
                .hasField("size", (long) blob.size())
                .hasField("type", "text/html")
                .hasField("uploaded", server.clock().seconds());
    }

    @Test
    void aKnownBlobIsDescribedAsItWasStored() {
        Blob blob = server.holding(Blob.of("first as text"), "text/plain");
        long stored = server.clock().seconds();
        server.clock().pass(Duration.ofMinutes(3));

        Answers.assertThat(server.ask(server.upload(ALICE, blob, "text/markdown")))
                .hasStatus(200)
                .hasField("type", "text/plain")
                .hasField("uploaded", stored);
    }

    @Test
    void keepsEveryByteAsItCame() {
        byte[] bytes = new byte[256 * 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        Blob blob = server.holding(Blob.of(bytes));

        Answers.assertThat(server.get(blob.path())).hasBody(bytes);
    }

    @Test
    void theUrlOfTheDescriptorLeadsToTheBlob() {
        Blob blob = Blob.fresh(10);
        RawAnswer answer = server.ask(server.upload(ALICE, blob));
        String url = Answers.json(answer).path("url").asString();

        assertThat(url).startsWith(server.url() + "/");
        Answers.assertThat(server.get(url.substring(server.url().toString().length())))
                .hasStatus(200)
                .hasBody(blob.bytes());
    }

    @Test
    void worksWithOrWithoutTheHashInTheHeaders() {
        Blob blob = Blob.fresh(10);

        Answers.assertThat(server.ask(server.upload(ALICE, blob).with("X-SHA-256", blob.hash())))
                .hasStatus(201);
        Answers.assertThat(server.ask(server.upload(ALICE, Blob.fresh(10)))).hasStatus(201);
    }

    @Test
    void readsTheHashInEitherCase() {
        Blob blob = Blob.fresh(10);
        String capitals = blob.hash().toUpperCase(Locale.ROOT);

        Answers.assertThat(server.ask(server.upload(ALICE, blob).with("X-SHA-256", capitals)))
                .hasStatus(201);
    }

    @Test
    void aBodyWithAnotherHashThanAnnouncedIsAConflict() {
        Blob announced = Blob.fresh(10);
        Blob sent = Blob.fresh(10);
        RawRequest request = server.signed(RawRequest.of("PUT", "/upload"), ALICE, "upload", announced.hash())
                .with("X-SHA-256", announced.hash())
                .body(sent.bytes());

        Answers.assertThat(server.ask(request)).isRefusal(409, sent.hash());
        Answers.assertThat(server.get(sent.path())).hasStatus(404);
        Answers.assertThat(server.get(announced.path())).hasStatus(404);
    }

    @Test
    void aHashThatIsNoneIsABadRequestWhateverTheToken() {
        Answers.assertThat(server.ask(
                        RawRequest.of("PUT", "/upload").with("X-SHA-256", "abc").body("x")))
                .isRefusal(400, "X-SHA-256");
    }

    @Test
    void readsTheHashFromContentDigestInBothSpellings() {
        Blob blob = Blob.fresh(10);
        String digest = Base64.getEncoder().encodeToString(new BlobHash(blob.hash()).bytes());

        Answers.assertThat(server.ask(
                        server.upload(ALICE, blob).with("Content-Digest", "sha-512=:abc:, sha-256=:" + digest + ":")))
                .hasStatus(201);
        Answers.assertThat(server.ask(server.upload(ALICE, blob).with("Content-Digest", blob.hash())))
                .hasStatus(200);
    }

    @Test
    void aContentDigestOfAnotherBodyIsAConflict() {
        Blob sent = Blob.fresh(10);
        Blob other = Blob.fresh(10);
        RawRequest request = server.signed(RawRequest.of("PUT", "/upload"), ALICE, "upload", sent.hash(), other.hash())
                .with("Content-Digest", other.hash())
                .body(sent.bytes());

        Answers.assertThat(server.ask(request)).hasStatus(409);
        Answers.assertThat(server.ask(server.upload(ALICE, sent)
                        .with("X-SHA-256", sent.hash())
                        .with("Content-Digest", other.hash())))
                .isRefusal(409, "different blobs");
    }

    @Test
    void anUploadWithoutLengthIsRefused() {
        RawRequest request = server.uploadWithoutBody(ALICE, Blob.fresh(10));

        Answers.assertThat(server.ask(request)).isRefusal(411, "Content-Length");
    }

    @Test
    void anUploadMayBeChunked() {
        Blob blob = Blob.fresh(100_000);
        RawRequest request = server.uploadWithoutBody(ALICE, blob).chunked(blob.bytes(), 7001);

        Answers.assertThat(server.ask(request)).hasStatus(201).hasField("size", (long) blob.size());
        Answers.assertThat(server.get(blob.path())).hasBody(blob.bytes());
    }

    @Test
    void aBlobAtTheLimitIsTaken() {
        Blob whole = Blob.fresh(LIMIT);
        Blob chunked = Blob.fresh(LIMIT);

        Answers.assertThat(server.ask(server.upload(ALICE, whole))).hasStatus(201);
        Answers.assertThat(server.ask(server.uploadWithoutBody(ALICE, chunked).chunked(chunked.bytes(), 65_536)))
                .hasStatus(201);
    }

    @Test
    void aBlobBeyondTheLimitIsNot() {
        Blob whole = Blob.fresh(LIMIT + 1);
        Blob chunked = Blob.fresh(LIMIT + 1);

        Answers.assertThat(server.ask(server.upload(ALICE, whole))).isRefusal(413, "at most " + LIMIT);
        Answers.assertThat(server.ask(server.uploadWithoutBody(ALICE, chunked).chunked(chunked.bytes(), 65_536)))
                .isRefusal(413, "at most " + LIMIT);
        Answers.assertThat(server.get(chunked.path())).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "ten", "1e3"})
    void aLengthThatIsNoneIsABadRequest(String length) {
        RawRequest request = server.uploadWithoutBody(ALICE, Blob.fresh(10)).with("Content-Length", length);

        Answers.assertThat(server.ask(request)).hasStatus(400);
    }

    @Test
    void anEmptyBlobCanBeUploaded() {
        Blob empty = Blob.of("");

        Answers.assertThat(server.ask(server.upload(ALICE, empty)))
                .hasStatus(201)
                .hasField("size", 0L);
        Answers.assertThat(server.ask(server.uploadWithoutBody(ALICE, empty).chunked(empty.bytes(), 1)))
                .hasStatus(200);
    }

    @Test
    void theDeclaredTypeIsKeptUnlessTheBytesProveItWrong() {
        Blob png = Blob.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H'});

        Answers.assertThat(server.ask(server.upload(ALICE, png, "image/jpeg"))).hasField("type", "image/png");
        Answers.assertThat(server.ask(server.upload(ALICE, Blob.of("# Title"), "text/markdown; charset=utf-8")))
                .hasField("type", "text/markdown; charset=utf-8");
    }

    @Test
    void aMissingTypeIsToldFromTheBytes() {
        Blob gif = Blob.of("GIF89a and so on".getBytes(StandardCharsets.US_ASCII));

        Answers.assertThat(server.ask(server.upload(ALICE, gif)))
                .hasField("type", "image/gif")
                .hasField("url", server.url() + gif.path() + ".gif");
    }

    @Test
    void encryptedBlobsOfNoTypeAreWelcome() {
        Blob blob = Blob.fresh(100);

        Answers.assertThat(server.ask(server.upload(ALICE, blob, "application/octet-stream")))
                .hasStatus(201)
                .hasField("type", "application/octet-stream")
                .hasField("url", server.url() + blob.path() + ".bin");
    }

    @Test
    void aTypeThatIsNoneIsNotServedBack() {
        Blob blob = Blob.fresh(100);

        Answers.assertThat(server.ask(server.upload(ALICE, blob, "text/html\u00e4;<script>")))
                .hasStatus(201)
                .hasField("type", "application/octet-stream");
    }

    @Test
    void aHeadBeforehandIsNotNeededAndDoesNoHarm() {
        Blob blob = Blob.fresh(10);
        server.head(blob.path());

        Answers.assertThat(server.ask(server.upload(ALICE, blob))).hasStatus(201);
        // What was not there a moment ago is not remembered as missing.
        Answers.assertThat(server.head(blob.path())).hasStatus(200);
    }
}
