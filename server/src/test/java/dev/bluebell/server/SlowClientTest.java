package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send or read too slowly, or do nothing at all. */
class SlowClientTest {

    private static final Duration SOON = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    private TestServer impatientWithUploads() {
        return TestServer.start(
                folder,
                settings ->
                        settings.limits(ServerLimits.builder().patience(SOON).build()));
    }

    private TestServer impatientWithSilence() {
        return TestServer.start(
                folder,
                settings -> settings.limits(ServerLimits.builder().idle(SOON).build()));
    }

    @Test
    void anUploadThatStopsIsGivenUp() {
        try (TestServer server = impatientWithUploads();
                RawHttp http = server.connect()) {
            Blob blob = Blob.fresh(100_000);
            http.sendHead(server.upload(ALICE, blob)).send(blob.bytes(0, 50_000));

            Answers.assertThat(http.read()).isRefusal(408, "slower than 1024 bytes a second");
            assertThat(http.ends()).isTrue();
            assertThat(server.temporaryFiles()).isEmpty();
        }
    }

    @Test
    void anUploadThatDripsIsGivenUpToo() {
        try (TestServer server = impatientWithUploads();
                RawHttp http = server.connect()) {
            Blob blob = Blob.fresh(1_000_000);
            http.sendHead(server.upload(ALICE, blob));
            Thread drip = Thread.ofVirtual().start(() -> drip(http));

            Answers.assertThat(http.read()).hasStatus(408);
            drip.interrupt();
        }
    }

    /** Far less than 1024 bytes a second, but never silent for long. */
    private static void drip(RawHttp http) {
        try {
            while (true) {
                http.send("x");
                Thread.sleep(Duration.ofMillis(50));
            }
        } catch (UncheckedIOException | InterruptedException e) {
            // The server has had enough.
        }
    }

    @Test
    void theBodyOfAMirrorRequestMayNotStopEither() {
        try (TestServer server = impatientWithUploads();
                RawHttp http = server.connect()) {
            http.sendHead(server.mirror("http://a.example/", Blob.fresh(1).hash()));

            Answers.assertThat(http.read()).hasStatus(408);
        }
    }

    @Test
    void aBodyOfJsonHasATimeHoweverFastItComes() {
        try (TestServer server = impatientWithHeads();
                RawHttp http = server.connect()) {
            RawRequest mirror = RawRequest.of("PUT", "/mirror").with("Content-Length", "60000");
            http.sendHead(server.signed(mirror, ALICE, "upload", Blob.fresh(1).hash()))
                    .send("{\"url\":");

            Answers.assertThat(http.read()).isRefusal(408, "the body took longer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mirror", "/report"})
    void aBodyOfJsonThatDripsIsGivenUp(String path) {
        try (TestServer server = impatientWithHeads();
                RawHttp http = server.connect()) {
            RawRequest drips = RawRequest.of("PUT", path).with("Content-Length", "10000");
            http.sendHead(server.signed(drips, ALICE, "upload", Blob.fresh(1).hash()));
            Thread drip = Thread.ofVirtual().start(() -> drip(http));

            Answers.assertThat(http.read())
                    .isRefusal(408, "the body took longer")
                    .hasHeader("Connection", "close");
            assertThat(http.ends()).isTrue();
            drip.interrupt();
        }
    }

    private TestServer impatientWithHeads() {
        return TestServer.start(
                folder,
                settings ->
                        settings.limits(ServerLimits.builder().headTime(SOON).build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"G", "GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ", "GET /health HTTP/1.1\r\nHost: a\r\n\r\nG"})
    void aHeadThatDripsIsGivenUp(String beginning) {
        try (TestServer server = impatientWithHeads();
                RawHttp http = server.connect();
                RawHttp idle = server.connect()) {
            idle.ask(RawRequest.of("GET", "/health"));
            http.send(beginning);
            if (beginning.contains("\r\n\r\n")) {
                Answers.assertThat(http.read()).hasStatus(200);
            }
            Thread drip = Thread.ofVirtual().start(() -> drip(http));

            Answers.assertThat(http.read())
                    .isRefusal(408, "the head of the request took longer")
                    .hasHeader("Connection", "close");
            assertThat(http.ends()).isTrue();
            drip.interrupt();
            // It is not silence that is punished here.
            Answers.assertThat(idle.ask(RawRequest.of("GET", "/health"))).hasStatus(200);
        }
    }

    @Test
    void aBodyThatNobodyAskedForHasATimeToo() {
        try (TestServer server = impatientWithHeads();
                RawHttp http = server.connect()) {
            Blob blob = server.holding(Blob.fresh(10));
            http.sendHead(RawRequest.of("GET", blob.path()).with("Content-Length", "1000000"));
            Answers.assertThat(http.read()).hasStatus(200);
            Thread drip = Thread.ofVirtual().start(() -> drip(http));

            assertThat(http.ends()).isTrue();
            drip.interrupt();
        }
    }

    @Test
    void aConnectionOnWhichNothingHappensIsClosed() {
        try (TestServer server = impatientWithSilence();
                RawHttp never = server.connect();
                RawHttp once = server.connect();
                RawHttp half = server.connect()) {
            once.ask(RawRequest.of("GET", "/health"));
            half.send("GET /health HTTP/1.1\r\nHos");

            assertThat(never.ends()).isTrue();
            assertThat(once.ends()).isTrue();
            assertThat(half.ends()).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderThatDoesNotReadIsGivenUp() {
        try (TestServer server = impatientWithSilence()) {
            Blob blob = server.holding(Blob.fresh(16 << 20));
            Path file = server.fileOf(blob);
            try (RawHttp http = RawHttp.connectWithSmallBuffer(server.url())) {
                http.send(RawRequest.of("GET", blob.path()));

                Awaitility.await().until(() -> isOpen(file));
                Awaitility.await().until(() -> !isOpen(file));
                assertThatThrownBy(http::read).isInstanceOf(UncheckedIOException.class);
            }
        }
    }

    /** Whether this process, which is also the server's, has a file open. */
    private static boolean isOpen(Path file) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.anyMatch(descriptor -> leadsTo(descriptor, file));
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Objects.equals(Files.readSymbolicLink(descriptor), file);
        } catch (IOException e) {
            // Closed while we were looking.
            return false;
        }
    }

    @Test
    void aServerThatIsAtWorkDoesNotCloseOnAClientThatWaits() {
        try (TestServer server = TestServer.start(
                        folder,
                        settings -> settings.privateOrigins(true)
                                .limits(ServerLimits.builder().idle(SOON).build()));
                FakeOrigin origin = FakeOrigin.start()) {
            Blob blob = Blob.fresh(100);
            URI url = origin.at(blob.path(), (in, out) -> {
                try {
                    Thread.sleep(SOON.multipliedBy(2));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                FakeOrigin.body("text/plain", blob.bytes()).answer(in, out);
            });

            Answers.assertThat(server.ask(server.mirror(url.toString(), blob.hash())))
                    .hasStatus(201);
        }
    }
}
