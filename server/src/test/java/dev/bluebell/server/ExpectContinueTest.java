package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Expect: 100-continue}: a body is asked for only when it is welcome. */
class ExpectContinueTest {

    private static final int LIMIT = 100_000;

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

    /** What comes first when a client waits with its body. */
    private static RawAnswer firstAnswer(RawRequest request) {
        try (RawHttp http = server.connect()) {
            return http.sendHead(request.with("Expect", "100-continue")).read();
        }
    }

    @Test
    void aWelcomeBodyIsAskedForAndTaken() {
        Blob blob = Blob.fresh(50_000);
        try (RawHttp http = server.connect()) {
            http.sendHead(server.upload(ALICE, blob).with("Expect", "100-continue"));

            assertThat(http.read().status()).isEqualTo(100);
            Answers.assertThat(http.send(blob.bytes()).read()).hasStatus(201);
        }
    }

    @Test
    void theSameHoldsForChunks() {
        Blob blob = Blob.fresh(50_000);
        try (RawHttp http = server.connect()) {
            http.sendHead(server.uploadWithoutBody(ALICE, blob)
                    .with("Transfer-Encoding", "chunked")
                    .with("Expect", "100-CONTINUE"));

            assertThat(http.read().status()).isEqualTo(100);
            http.send(RawRequest.chunkOf(blob.bytes())).send(RawRequest.chunkOf(new byte[0]));
            Answers.assertThat(http.read()).hasStatus(201);
        }
    }

    /** RFC 9110, section 10.1.1: it knows no interim answers. */
    @Test
    void aClientOfHttp10IsNotAsked() {
        try (RawHttp http = server.connect()) {
            http.send("PUT /mirror HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\nAuthorization: "
                    + RawToken.header(
                            server.token(ALICE, "upload", Blob.fresh(1).hash())) + "\r\n\r\n{}");

            Answers.assertThat(http.read()).isRefusal(400, "JSON");
        }
    }

    @Test
    void nobodyIsAskedForABodyWithoutAToken() {
        Answers.assertThat(firstAnswer(RawRequest.of("PUT", "/upload").body("hello")))
                .isRefusal(401, "token");
    }

    @Test
    void nobodyIsAskedForABodyThatIsTooLarge() {
        RawRequest request = server.uploadWithoutBody(ALICE, Blob.fresh(1)).with("Content-Length", "100001");

        Answers.assertThat(firstAnswer(request)).isRefusal(413, "at most");
    }

    @Test
    void nobodyIsAskedForABodyThatTheTokenDoesNotCover() {
        Blob blob = Blob.fresh(10);
        RawRequest request = server.upload(ALICE, Blob.fresh(10)).with("X-SHA-256", blob.hash());

        Answers.assertThat(firstAnswer(request)).isRefusal(401, "x tag");
    }

    @Test
    void nobodyIsAskedForABodyWhereNoneIsTaken() {
        Answers.assertThat(firstAnswer(RawRequest.of("POST", "/nothing").body("hello")))
                .hasStatus(404);
    }

    @Test
    void theConnectionOfARefusedBodyIsClosed() {
        try (RawHttp http = server.connect()) {
            RawAnswer answer = http.sendHead(RawRequest.of("PUT", "/upload")
                            .with("Expect", "100-continue")
                            .body("hello"))
                    .read();

            Answers.assertThat(answer).hasStatus(401).hasHeader("Connection", "close");
            assertThat(http.ends()).isTrue();
        }
    }
}
