package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask a local cache for what: programs and web pages of this machine, for blobs, and for nothing else. */
class CacheDoorTest {

    private static final String HASH = "ab".repeat(32);

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestCache cache;

    @BeforeAll
    static void start() {
        cache = TestCache.start(folder);
    }

    @Test
    void answersThatItIsThere() {
        Answers.assertThat(cache.head("/")).hasStatus(200);
        Answers.assertThat(cache.get("/")).hasStatus(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /upload, 404",
        "HEAD, /upload, 404",
        "PUT, /mirror, 404",
        "PUT, /media, 404",
        "PUT, /report, 404",
        "GET, /list/" + "abababababababababababababababababababababababababababababababab, 404",
        "GET, /health, 404",
        "GET, /index.db, 404",
        "GET, /../cached.db, 404",
        "POST, /, 405",
        "PUT, /, 405",
        "DELETE, /abababababababababababababababababababababababababababababababab, 405",
        "PUT, /abababababababababababababababababababababababababababababababab, 405",
        "PATCH, /abababababababababababababababababababababababababababababababab.png, 405",
        "GET, /abababab, 400"
    })
    void nothingButReadsIsOffered(String method, String path, int status) {
        Answers.assertThat(cache.ask(RawRequest.of(method, path))).hasStatus(status);
    }

    @Test
    void saysWhatABlobCanBeAskedFor() {
        Answers.assertThat(cache.ask(RawRequest.of("DELETE", "/" + HASH)))
                .hasStatus(405)
                .hasHeader("Allow", "GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:24242",
                "127.0.0.1",
                "127.0.0.1:24242",
                "[::1]",
                "[::1]:8080",
            })
    void isAskedByTheNamesOfThisMachine(String host) {
        Answers.assertThat(cache.ask(RawRequest.of("HEAD", "/").with("Host", host)))
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:24242",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "127.0.0.1:24242@evil.example",
                "localhost:24242:evil",
                "192.168.1.2",
                "0.0.0.0",
                "[::]",
                "127.0.0.2",
                "localhost."
            })
    void isNotAskedByAnyOtherName(String host) {
        for (RawRequest request : new RawRequest[] {
            RawRequest.of("HEAD", "/"),
            RawRequest.of("GET", "/" + HASH),
            RawRequest.of("GET", "/nothing"),
            RawRequest.of("OPTIONS", "/")
        }) {
            int status = cache.ask(request.with("Host", host)).status();

            Assertions.assertThat(status).as(request + " of " + host).isIn(400, 421);
        }
    }

    @Test
    void isNotAskedByNoNameAtAll() {
        try (var http = cache.connect()) {
            Answers.assertThat(http.send("GET / HTTP/1.0\r\n\r\n").read()).hasStatus(421);
        }
    }

    @Test
    void listensOnLoopbackAlone() throws Exception {
        InetAddress other = InetAddress.getByName("127.0.0.2");

        Assertions.assertThatThrownBy(() -> new Socket(other, cache.url().getPort()).close())
                .isInstanceOf(java.net.ConnectException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "GET, /nothing, 404",
        "PUT, /upload, 404",
        "DELETE, /abababababababababababababababababababababababababababababababab, 405",
        "GET, /abababababababababababababababababababababababababababababababab, 404",
        "OPTIONS, /, 204"
    })
    void everyAnswerIsOpenToOtherOrigins(String method, String path, int status) {
        Answers.assertThat(cache.ask(RawRequest.of(method, path).with("Origin", "https://app.example")))
                .hasStatus(status)
                .hasHeader("Access-Control-Allow-Origin", "*")
                .hasHeader("Access-Control-Expose-Headers", "*");
    }

    @Test
    void letsPagesOfThePublicNetworkIn() {
        RawAnswer answer = cache.ask(RawRequest.of("OPTIONS", "/" + HASH + ".png")
                .with("Origin", "https://app.example")
                .with("Access-Control-Request-Method", "GET")
                .with("Access-Control-Request-Headers", "range")
                .with("Access-Control-Request-Private-Network", "true"));

        Answers.assertThat(answer)
                .hasStatus(204)
                .hasHeader("Access-Control-Allow-Private-Network", "true")
                .hasHeader("Access-Control-Allow-Headers", "Authorization, *")
                .hasHeader("Access-Control-Allow-Methods", "GET, HEAD")
                .hasHeader("Access-Control-Max-Age", "86400");
    }

    @Test
    void saysNothingOfPrivateNetworksToWhoDoesNotAsk() {
        Answers.assertThat(cache.ask(RawRequest.of("OPTIONS", "/" + HASH)))
                .hasStatus(204)
                .hasNo("Access-Control-Allow-Private-Network");
    }

    @Test
    void takesNoHeedOfAuthorisation() {
        Answers.assertThat(cache.ask(RawRequest.of("HEAD", "/").with("Authorization", "Nostr nonsense")))
                .hasStatus(200);
        assertThat(cache.blobFiles()).isEmpty();
    }
}
