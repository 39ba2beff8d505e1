package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-04: origins that cannot be used. That is 502 (or 413), in good time, and nothing of it is kept. */
class MirrorFailureTest {

    private static final long LIMIT = 1_000_000;

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @AutoClose
    private static FakeOrigin origin;

    private final Blob blob = Blob.fresh(10_000);

    @BeforeAll
    static void start() {
        origin = FakeOrigin.start();
        server = TestServer.start(
                folder,
                settings -> settings.privateOrigins(true)
                        .limits(ServerLimits.builder()
                                .blobBytes(LIMIT)
                                .patience(Duration.ofMillis(500))
                                .mirrorTime(Duration.ofSeconds(2))
                                .build()));
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(server.temporaryFiles()).isEmpty();
        Answers.assertThat(server.get(blob.path())).hasStatus(404);
    }

    private RawAnswer mirror(FakeOrigin.Behaviour behaviour) {
        return mirror(origin.at("/it", behaviour));
    }

    private RawAnswer mirror(URI url) {
        return server.ask(server.mirror(url.toString(), blob.hash()));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 304, 400, 401, 402, 403, 404, 410, 429, 500, 503})
    void anOriginThatDoesNotGiveTheBlob(int status) {
        Answers.assertThat(mirror(FakeOrigin.status(status))).isRefusal(502, Integer.toString(status));
    }

    @Test
    void anOriginThatDoesNotSpeakHttp() {
        Answers.assertThat(mirror(FakeOrigin.raw("SSH-2.0-OpenSSH\r\n"))).isRefusal(502, "127.0.0.1");
        Answers.assertThat(mirror(FakeOrigin.raw(""))).hasStatus(502);
    }

    @Test
    void anOriginThatIsNotThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        Answers.assertThat(mirror(URI.create("http://127.0.0.1:" + port + "/"))).isRefusal(502, "cannot be reached");
    }

    @Test
    void aNameThatHasNoAddress(@TempDir Path other) {
        try (TestServer offline = TestServer.start(other, settings -> settings, host -> {
            throw new UnknownHostException(host);
        })) {
            Answers.assertThat(offline.ask(offline.mirror("http://nowhere.example/", blob.hash())))
                    .isRefusal(502, "nowhere.example has no address");
        }
    }

    @Test
    void aBodyThatBreaksOff() {
        Answers.assertThat(mirror(FakeOrigin.cutOff(blob.bytes(0, 9_999), 10_000)))
                .isRefusal(502, "whole blob");
    }

    @Test
    void aChunkedBodyWithoutItsEnd() {
        Answers.assertThat(
                        mirror(FakeOrigin.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")))
                .hasStatus(502);
    }

    @Test
    void aBodyThatStalls() throws InterruptedException {
        HungUp hungUp = new HungUp(FakeOrigin.stall(blob.bytes(0, 100), 10_000));

        Answers.assertThat(mirror(hungUp)).isRefusal(502, "whole blob");
        assertThat(hungUp.came()).isTrue();
    }

    @Test
    void anOriginThatNeverAnswers() throws InterruptedException {
        HungUp hungUp = new HungUp(FakeOrigin.silence());

        Answers.assertThat(mirror(hungUp)).isRefusal(502, "does not answer");
        // Else every such request would leave a connection behind for ever.
        assertThat(hungUp.came()).isTrue();
    }

    @Test
    void aBodyThatNeverEndsIsTooLarge() throws InterruptedException {
        HungUp hungUp = new HungUp(FakeOrigin.endless());

        Answers.assertThat(mirror(hungUp)).isRefusal(413, "at most " + LIMIT);
        assertThat(hungUp.came()).isTrue();
    }

    @Test
    void aBodyThatIsSaidToBeTooLargeIsNotFetched() throws InterruptedException {
        HungUp hungUp = new HungUp(FakeOrigin.stall(new byte[10], LIMIT + 1));

        Answers.assertThat(mirror(hungUp)).isRefusal(413, "at most " + LIMIT);
        assertThat(hungUp.came()).isTrue();
    }

    /** Tells when the other side has given up. */
    private static final class HungUp implements FakeOrigin.Behaviour {
        private final FakeOrigin.Behaviour behaviour;
        private final CountDownLatch end = new CountDownLatch(1);

        HungUp(FakeOrigin.Behaviour behaviour) {
            this.behaviour = behaviour;
        }

        @Override
        public void answer(InputStream in, OutputStream out) throws IOException {
            try {
                behaviour.answer(in, out);
            } finally {
                end.countDown();
            }
        }

        boolean came() throws InterruptedException {
            return end.await(10, TimeUnit.SECONDS);
        }
    }
}
