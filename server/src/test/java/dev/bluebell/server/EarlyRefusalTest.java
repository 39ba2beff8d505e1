package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that is refused while it is being sent: the sender must see why, and not a broken connection. */
class EarlyRefusalTest {

    private static final byte[] PIECE = new byte[64 * 1024];

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                folder,
                settings -> settings.limits(
                        ServerLimits.builder().blobBytes(300_000).build()));
    }

    @RepeatedTest(3)
    void whoSendsALargeBodyWithoutATokenIsToldSo() {
        try (RawHttp http = server.connect()) {
            http.sendHead(RawRequest.of("PUT", "/upload").with("Content-Length", "200000000"))
                    .keepSending(PIECE);

            Answers.assertThat(http.read()).isRefusal(401, "token").hasHeader("Connection", "close");
        }
    }

    @RepeatedTest(3)
    void whoAnnouncesTooMuchIsToldSo() {
        try (RawHttp http = server.connect()) {
            http.sendHead(server.uploadWithoutBody(ALICE, Blob.fresh(1)).with("Content-Length", "200000000"))
                    .keepSending(PIECE);

            Answers.assertThat(http.read()).isRefusal(413, "at most 300000");
        }
    }

    @RepeatedTest(3)
    void whoSendsTooManyChunksIsToldSo() {
        try (RawHttp http = server.connect()) {
            http.sendHead(server.uploadWithoutBody(ALICE, Blob.fresh(1)).with("Transfer-Encoding", "chunked"))
                    .keepSending(RawRequest.chunkOf(PIECE));

            Answers.assertThat(http.read()).isRefusal(413, "at most 300000");
        }
    }

    @Test
    void whoSendsABodyWhereNoneIsTakenIsToldSo() {
        try (RawHttp http = server.connect()) {
            http.sendHead(RawRequest.of("POST", "/nothing").with("Content-Length", "200000000"))
                    .keepSending(PIECE);

            Answers.assertThat(http.read()).hasStatus(404);
        }
    }

    @Test
    void aBodyThatIsHereBeforeTheRefusalIsSentEndsTheConnectionToo() {
        try (RawHttp http = server.connect()) {
            http.send(RawRequest.of("POST", "/nothing").body("hello"));

            Answers.assertThat(http.read()).hasStatus(404).hasHeader("Connection", "close");
            assertThat(http.ends()).isTrue();
        }
    }

    @Test
    void whoSendsALittleMoreAfterTheAnswerIsNotCutOff() {
        // A client that looks for the answer only when it has sent a piece could lose it to a reset.
        try (RawHttp http = server.connect()) {
            http.sendHead(RawRequest.of("PUT", "/upload").with("Content-Length", "200000000"));
            Answers.assertThat(http.read()).hasStatus(401);

            assertThatCode(() -> {
                        for (int i = 0; i < 60; i++) {
                            http.send(new byte[1000]);
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theConnectionEndsSoonAfterwards() {
        try (RawHttp http = server.connect()) {
            http.sendHead(RawRequest.of("PUT", "/upload").with("Content-Length", "200000000"))
                    .keepSending(PIECE);
            http.read();

            assertThat(http.ends()).isTrue();
        }
    }

    @Test
    void anUploadThatTurnsOutToBeTooLargeLeavesNothing() {
        Blob blob = Blob.fresh(400_000);

        Answers.assertThat(server.ask(server.uploadWithoutBody(ALICE, blob).chunked(blob.bytes(), 10_000)))
                .hasStatus(413);
        assertThat(server.temporaryFiles()).isEmpty();
    }
}
