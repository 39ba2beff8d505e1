package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.FakeOrigin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when a server cannot be reached, or not to the end. */
class ConnectionFailuresTest {

    private static final String HELLO = ServedTest.HELLO;

    private final FakeOrigin server = FakeOrigin.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPortThatNobodyListensOn() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertSays("http://127.0.0.1:" + port, "connection refused; is the server running?");
    }

    @Test
    void aHostThatIsNotThere() {
        assertSays("https://nowhere.invalid", "there is no host nowhere.invalid");
    }

    @Test
    void aServerThatSpeaksNoTls() throws Exception {
        Thread plain;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            plain = Thread.startVirtualThread(() -> answerAtOnce(socket));
            String authority = "127.0.0.1:" + socket.getLocalPort();

            assertSays("https://" + authority, "it speaks no TLS; try http://" + authority);
        }
        plain.join();
    }

    /** As a web server does that has no sense in what it reads, each time until the socket is closed. */
    private static void answerAtOnce(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The client has read enough, or the test has.
            }
        }
    }

    @Test
    void aConnectionThatIsLostBeforeTheAnswer() {
        server.at("/" + HELLO, FakeOrigin.raw(""));

        assertSays("http://127.0.0.1:" + server.port(), "the connection was lost before an answer came");
    }

    @Test
    void aConnectionThatIsLostInTheHeaders() {
        server.at("/" + HELLO, FakeOrigin.raw("HTTP/1.1 200 OK\r\nContent-"));

        assertSays("http://127.0.0.1:" + server.port(), "the connection was lost before an answer came");
    }

    @Test
    void aConnectionThatIsLostInTheBlob() {
        server.at("/" + HELLO, FakeOrigin.cutOff(new byte[3], 5));

        assertSays("http://127.0.0.1:" + server.port(), "broke off its answer: 3 of 5 bytes came");
    }

    @Test
    void aConnectionThatIsLostInAChunk() {
        server.at("/" + HELLO, FakeOrigin.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"));

        assertSays("http://127.0.0.1:" + server.port(), "broke off its answer: the connection was lost before its end");
    }

    @Test
    void aServerThatSpeaksSomethingElse() {
        server.at("/" + HELLO, FakeOrigin.raw("SSH-2.0-OpenSSH_9.9\r\n"));

        assertSays("http://127.0.0.1:" + server.port(), "what came is no HTTP: it begins with \"SSH-2.0-OpenSSH_9.9\"");
    }

    private void assertSays(String url, String words) {
        Run run = new Person(folder).run("get", HELLO, "--server", url);

        assertThat(run.errors())
                .startsWith("bluebell: " + url)
                .contains(words)
                .doesNotContain("Exception")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder.toFile().list()).as("only what can be gone on with").allMatch(name -> name.endsWith(".part"));
    }
}
