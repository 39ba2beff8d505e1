package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.server.store.StoreException;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, and what is found on the disk. */
class LifecycleTest {

    @TempDir
    private Path folder;

    @Test
    void blobsOutliveTheServer() {
        Blob blob;
        try (TestServer server = TestServer.start(folder)) {
            blob = server.holding(Blob.of("still here"), "text/plain");
        }
        try (TestServer server = TestServer.start(folder)) {
            Answers.assertThat(server.get(blob.path()))
                    .hasStatus(200)
                    .hasHeader("Content-Type", "text/plain")
                    .hasBody(blob.bytes());
        }
    }

    @Test
    void aStartRemovesWhatACrashHasLeftBehind() throws IOException {
        Blob kept;
        Blob unknown = Blob.fresh(100);
        Path left;
        try (TestServer server = TestServer.start(folder)) {
            kept = server.holding(Blob.fresh(100));
            left = server.fileOf(unknown);
        }
        Files.createDirectories(left.getParent());
        Files.write(left, unknown.bytes());
        Path half = Files.write(folder.resolve("blobs/incoming/1-1"), new byte[10]);
        Path made = Files.write(folder.resolve("blobs/incoming/1-1.made"), new byte[10]);

        try (TestServer server = TestServer.start(folder)) {
            assertThat(half).doesNotExist();
            assertThat(made).doesNotExist();
            assertThat(left).doesNotExist();
            Answers.assertThat(server.get(unknown.path())).hasStatus(404);
            Answers.assertThat(server.get(kept.path())).hasStatus(200).hasBody(kept.bytes());
        }
    }

    @Test
    void aStartWithoutTheIndexTakesNoBlobForALeftover() throws IOException {
        Path file;
        try (TestServer server = TestServer.start(folder)) {
            file = server.fileOf(server.holding(Blob.fresh(100)));
        }
        Files.delete(folder.resolve("index.db"));

        assertThatThrownBy(() -> TestServer.start(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("index.db is missing");
        assertThat(file).exists();
    }

    @Test
    void twoServersDoNotShareAFolder() {
        try (TestServer server = TestServer.start(folder)) {
            assertThatThrownBy(() -> TestServer.start(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another server");

            // The first one is none the worse for it.
            Answers.assertThat(server.ask(server.upload(ALICE, Blob.fresh(10)))).hasStatus(201);
        }
    }

    @Test
    void aServerThatCannotListenSaysSoAndLeavesTheFolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TestServer.start(folder, settings -> settings.port(taken.getLocalPort())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        try (TestServer server = TestServer.start(folder)) {
            Answers.assertThat(server.get("/health")).hasStatus(200);
        }
    }

    @Test
    void aStopLetsAnUploadInFlightFinish() {
        TestServer server = TestServer.start(folder);
        URI url = server.url();
        Blob blob = Blob.fresh(200_000);
        RawAnswer answer;
        try (RawHttp http = server.connect()) {
            http.sendHead(server.upload(ALICE, blob)).send(blob.bytes(0, 100_000));
            Awaitility.await().until(() -> !server.temporaryFiles().isEmpty());
            Thread stop = Thread.ofVirtual().start(server::close);
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> RawHttp.ask(url, RawRequest.of("GET", "/health")))
                            .isInstanceOf(UncheckedIOException.class));
            assertThat(stop.isAlive()).isTrue();

            answer = http.send(blob.bytes(100_000, 200_000)).read();
        }

        Answers.assertThat(answer).hasStatus(201);
        try (TestServer again = restarted()) {
            Answers.assertThat(again.get(blob.path())).hasBody(blob.bytes());
        }
    }

    @Test
    void aStopLetsADownloadInFlightFinish() {
        TestServer server = TestServer.start(folder);
        Blob blob = server.holding(Blob.fresh(16 << 20));
        try (RawHttp http = RawHttp.connectWithSmallBuffer(server.url())) {
            http.send(RawRequest.of("GET", blob.path()));
            Awaitility.await().until(http::hasMore);
            Thread.ofVirtual().start(server::close);
            URI url = server.url();
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> RawHttp.ask(url, RawRequest.of("GET", "/health")))
                            .isInstanceOf(UncheckedIOException.class));

            Answers.assertThat(http.read()).hasStatus(200).hasBody(blob.bytes());
        }
        restarted().close();
    }

    @Test
    void aStopDoesNotWaitForIdleConnections() {
        TestServer server = TestServer.start(folder);
        try (RawHttp http = server.connect()) {
            http.ask(RawRequest.of("GET", "/health"));

            server.close();

            assertThat(http.ends()).isTrue();
        }
    }

    /** The folder is free once the server before has stopped. */
    private TestServer restarted() {
        return Awaitility.await()
                .ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> TestServer.start(folder), started -> true);
    }

    @Test
    void aBlobWhoseFileWasLostIsNotFound() throws IOException {
        try (TestServer server = TestServer.start(folder)) {
            Blob never = server.holding(Blob.fresh(50_000));
            Blob before = server.holding(Blob.fresh(50_000));
            Answers.assertThat(server.get(before.path())).hasStatus(200);
            Files.delete(server.fileOf(never));
            Files.delete(server.fileOf(before));

            Answers.assertThat(server.get(never.path())).isRefusal(404, "no blob");
            Answers.assertThat(server.get(before.path())).isRefusal(404, "no blob");
            Answers.assertThat(server.ask(RawRequest.of("GET", before.path()).with("Range", "bytes=0-5")))
                    .isRefusal(404, "no blob")
                    .hasNo("Content-Range");
        }
    }

    @Test
    void aBlobWhoseFileWasLostCanBeUploadedAgain() throws IOException {
        try (TestServer server = TestServer.start(folder)) {
            Blob blob = server.holding(Blob.fresh(50_000));
            Files.delete(server.fileOf(blob));
            Answers.assertThat(server.get(blob.path())).hasStatus(404);

            Answers.assertThat(server.ask(server.upload(ALICE, blob))).hasStatus(200);

            Answers.assertThat(server.get(blob.path())).hasStatus(200).hasBody(blob.bytes());
        }
    }
}
