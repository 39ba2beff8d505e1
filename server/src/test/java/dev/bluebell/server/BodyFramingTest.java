package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not what their headers say. Nothing of them is stored, and nothing is left behind. */
class BodyFramingTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private final Blob blob = Blob.fresh(150_000);

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @AfterEach
    void nothingIsStoredOrLeftBehind() {
        Awaitility.await().until(() -> server.temporaryFiles().isEmpty());
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
        assertThat(server.fileOf(blob)).doesNotExist();
    }

    private void awaitReception() {
        Awaitility.await().until(() -> !server.temporaryFiles().isEmpty());
    }

    @Test
    void aConnectionThatBreaksInTheBody() {
        RawHttp http = server.connect();
        http.sendHead(server.upload(ALICE, blob)).send(blob.bytes(0, 149_999));
        awaitReception();

        http.reset();
    }

    @Test
    void aConnectionThatIsClosedInTheBody() {
        try (RawHttp http = server.connect()) {
            http.sendHead(server.upload(ALICE, blob)).send(blob.bytes(0, 149_999));
            awaitReception();
        }
    }

    @Test
    void aSenderThatStopsBeforeTheLengthItPromised() {
        try (RawHttp http = server.connect()) {
            http.sendHead(server.uploadWithoutBody(ALICE, blob).with("Content-Length", "150001"))
                    .send(blob.bytes())
                    .halfClose();

            assertThat(http.ends()).isTrue();
        }
    }

    @Test
    void aChunkedBodyWithoutItsLastChunk() {
        try (RawHttp http = server.connect()) {
            http.sendHead(server.uploadWithoutBody(ALICE, blob).with("Transfer-Encoding", "chunked"))
                    .send(RawRequest.chunkOf(blob.bytes()))
                    .halfClose();

            assertThat(http.ends()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nhello\r\n",
                "-1\r\nhello\r\n",
                "0x5\r\nhello\r\n",
                "5\nhello\n",
                "5\r\nhello, and more\r\n",
                "ffffffffffffffffff\r\nhello\r\n",
                "5\r\nhello\r\n0\r\nno colon\r\n\r\n"
            })
    void aChunkThatIsNone(String chunk) {
        RawRequest upload = server.uploadWithoutBody(ALICE, blob).with("Transfer-Encoding", "chunked");
        try (RawHttp late = server.connect();
                RawHttp atOnce = server.connect()) {
            late.sendHead(upload);
            awaitReception();

            assertIsTold(late.send(chunk));
            assertIsTold(atOnce.send(upload.withBytes(chunk.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    private static void assertIsTold(RawHttp http) {
        Answers.assertThat(http.read()).isRefusal(400, "RFC 9112").hasHeader("Connection", "close");
        assertThat(http.ends()).isTrue();
    }

    @Test
    void aChunkThatIsNoneWhereNobodyAskedForABody() {
        try (RawHttp http = server.connect()) {
            http.send("GET /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

            Answers.assertThat(http.read()).hasStatus(200).hasHeader("Connection", "close");
            assertThat(http.ends()).isTrue();
        }
    }

    @Test
    void aChunkThatIsNoneBehindAnotherRequest() {
        try (RawHttp http = server.connect()) {
            http.send(server.upload(ALICE, Blob.fresh(100)))
                    .send(server.uploadWithoutBody(ALICE, blob)
                            .with("Transfer-Encoding", "chunked")
                            .withBytes("zz\r\n".getBytes(StandardCharsets.US_ASCII)));

            Answers.assertThat(http.read()).hasStatus(201);
            assertIsTold(http);
        }
    }

    @Test
    void moreThanTheLengthThatWasPromised() {
        // The body is the shorter one, whose hash the token does not have; the rest is no request.
        try (RawHttp http = server.connect()) {
            http.sendHead(server.uploadWithoutBody(ALICE, blob).with("Content-Length", "149990"))
                    .send(blob.bytes());

            Answers.assertThat(http.read()).isRefusal(401, "x tag");
        }
    }

    @Test
    void bothALengthAndChunks() {
        // RFC 9112, section 6.1: chunks win, or nobody does; two ways to read it would let requests be smuggled.
        try (RawHttp http = server.connect()) {
            http.send(server.uploadWithoutBody(ALICE, Blob.of("hello"))
                    .with("Content-Length", "5")
                    .chunked("hello".getBytes(StandardCharsets.US_ASCII), 5));

            assertThat(http.read().status()).isIn(200, 201, 400);
        }
    }
}
