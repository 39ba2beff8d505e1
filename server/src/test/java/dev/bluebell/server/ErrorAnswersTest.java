package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors say why, also those that the HTTP engine finds ({@link Answers} looks at X-Reason and CORS each time). */
class ErrorAnswersTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    /** Sends bytes that are no request, and gives back the answer; the connection must be useless afterwards. */
    private static RawAnswer answerTo(String bytes) {
        try (RawHttp http = server.connect()) {
            RawAnswer answer = http.send(bytes).read();
            assertThat(http.ends()).as("the connection ends after " + answer).isTrue();
            return answer;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nBad\u0001Name: x\r\n\r\n",
                "PUT /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "PUT /upload HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello"
            })
    void whatIsNotHttpIsABadRequest(String bytes) {
        Answers.assertThat(answerTo(bytes)).hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
                "GET / HTTP/0.9\r\n\r\n",
                "GET / RTSP/1.0\r\n\r\n",
                "PUT /upload HTTP/3.0\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void anotherVersionOfHttpIsNotSpoken(String bytes) {
        Answers.assertThat(answerTo(bytes)).isRefusal(505, "1.0 and 1.1").hasHeader("Connection", "close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /health HTTP/1.1\r\n\r\n", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"})
    void aRequestWithoutExactlyOneHostIsABadRequest(String bytes) {
        try (RawHttp http = server.connect()) {
            Answers.assertThat(http.send(bytes).read()).isRefusal(400, "one Host");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "<script>", "a/b", "u@a", "[", "[::1", "a:b:c", "a:x", "a:-1", "a%zz"})
    void aHostThatCannotBeOneIsABadRequest(String host) {
        Answers.assertThat(server.ask(RawRequest.of("GET", "/health").with("Host", host)))
                .isRefusal(400, "one Host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "my_box", "my.box:8080", "[::1]:3000", "127.0.0.1", "a.", "xn--bcher-kva.example"})
    void aHostThatMayBeOneIsTaken(String host) {
        Answers.assertThat(server.ask(RawRequest.of("GET", "/health").with("Host", host)))
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET .x HTTP/1.1", "GET ? HTTP/1.1", "PUT . HTTP/1.1", "GET /\0 HTTP/1.1", "GET /\u00e4 HTTP/1.1"
            })
    void aTargetThatIsNoPathIsABadRequest(String line) {
        try (RawHttp http = server.connect()) {
            Answers.assertThat(http.send(line + "\r\nHost: a\r\n\r\n").read()).isRefusal(400, "slash");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity",
                "gzip",
                "xchunked",
                "gzip, chunked",
                "chunked, chunked",
                "chunked\r\nTransfer-Encoding: gzip",
                "chunked\r\nTransfer-Encoding: chunked"
            })
    void aTransferCodingThatHidesTheEndOfTheBodyIsABadRequest(String coding) {
        String body = "0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n";

        // What may be the body and may be a request is not answered.
        Answers.assertThat(
                        answerTo("PUT /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding + "\r\n\r\n" + body))
                .hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exa_mple", "a..b", "-a", "a:", "(a)", "%00", "x.x"})
    void noHostMakesTheServerFail(String host) {
        String list = "/list/" + "0b".repeat(32);
        assertThat(server.ask(RawRequest.of("GET", list).with("Host", host)).status())
                .isIn(200, 400);
    }

    @Test
    void everyAnswerSaysWhatTimeTheServerHas() {
        assertThat(server.ask(RawRequest.of("GET", "/nothing")).header("Date"))
                .contains("Fri, 20 Nov 2026 12:00:00 GMT");
    }

    @Test
    void headersBeyondTheLimitAreRefused() {
        Answers.assertThat(answerTo("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(33 * 1024) + "\r\n\r\n"))
                .isRefusal(431, "32768");
    }

    @Test
    void headersUpToTheLimitAreRead() {
        Answers.assertThat(server.ask(RawRequest.of("GET", "/health").with("X", "x".repeat(32_000))))
                .hasStatus(200);
    }

    @Test
    void aRequestLineBeyondTheLimitIsRefused() {
        Answers.assertThat(answerTo("GET /" + "x".repeat(9 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isRefusal(414, "request line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /upload | HEAD, OPTIONS, PUT",
                "GET    | /upload | HEAD, OPTIONS, PUT",
                "GET    | /mirror | OPTIONS, PUT",
                "POST   | /report | OPTIONS, PUT",
                "PUT    | /       | GET, HEAD, OPTIONS",
                "DELETE | /health | GET, HEAD, OPTIONS",
                "PUT    | /HASH   | DELETE, GET, HEAD, OPTIONS",
                "PATCH  | /HASH   | DELETE, GET, HEAD, OPTIONS",
                "TRACE  | /HASH   | DELETE, GET, HEAD, OPTIONS",
                "BREW   | /upload | HEAD, OPTIONS, PUT"
            })
    void aMethodThatAPathDoesNotKnowIsNamedWithThoseItKnows(String method, String path, String allowed) {
        String target = path.replace("HASH", Blob.of("x").hash());

        Answers.assertThat(server.ask(RawRequest.of(method, target)))
                .isRefusal(405, allowed)
                .hasHeader("Allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/upload/", "/media/", "/Upload", "/list", "/favicon.ico", "//", "/..", "/%00"})
    void thereIsNothingAtOtherPaths(String path) {
        Answers.assertThat(server.get(path)).isRefusal(404, "GET /");
    }

    @Test
    void anErrorForAHeadHasNoBody() {
        try (RawHttp http = server.connect()) {
            RawRequest head = RawRequest.of("HEAD", Blob.fresh(1).path());
            Answers.assertThat(http.ask(head)).hasStatus(404);
            Answers.assertThat(http.ask(head)).hasStatus(404);
            assertThat(http.hasMore()).isFalse();
        }
    }

    @Test
    void theBodyOfAnErrorRepeatsTheReasonForPeople() {
        RawAnswer answer = server.get("/nothing");

        Answers.assertThat(answer).hasHeader("Content-Type", "text/plain; charset=utf-8");
        assertThat(answer.text().strip()).isEqualTo(answer.header("X-Reason").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a\"b", "<script>", "a/b", "[", "a:b:c", "a%zz", "ex\u00e4mple", "", ":80", "a:99999999"})
    void aHostThatIsNoneIsNeverTheServersFault(String host) {
        Blob blob = Blob.fresh(10);

        for (RawRequest request : new RawRequest[] {
            server.upload(ALICE, blob),
            RawRequest.of("GET", "/"),
            RawRequest.of("GET", "/list/" + ALICE.publicKey()),
            RawRequest.of("GET", blob.path())
        }) {
            RawAnswer answer = server.ask(request.with("Host", host));
            assertThat(answer.status()).as(request + " for " + host).isIn(200, 201, 400);
            Answers.assertThat(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=%zz", "?%", "?cursor=%e4", "?limit", "?=", "?limit=1&limit=2&&"})
    void aQueryThatIsNoneIsNeverTheServersFault(String query) {
        RawAnswer answer = server.get("/list/" + ALICE.publicKey() + query);

        assertThat(answer.status()).isIn(200, 400);
        Answers.assertThat(answer);
    }

    @Test
    void anOfferOfAnotherProtocolIsNotTakenUp() {
        RawRequest request = RawRequest.of("GET", "/health").with("Connection", "Upgrade");

        Answers.assertThat(server.ask(request.with("Upgrade", "websocket")
                        .with("Sec-WebSocket-Version", "13")
                        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")))
                .hasStatus(200);
        Answers.assertThat(server.ask(request.with("Upgrade", "h2c").with("HTTP2-Settings", "AAMAAABkAAQAAP__")))
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "http/1.0", "http/1.1"})
    void theVersionMayBeOlderOrInSmallLetters(String version) {
        try (RawHttp http = server.connect()) {
            http.send("GET /health " + version + "\r\nHost: a\r\nConnection: close\r\n\r\n");

            Answers.assertThat(http.read()).hasStatus(200);
            assertThat(http.ends()).isTrue();
        }
    }

    @Test
    void aRequestOfHttp10IsAnswered() {
        try (RawHttp http = server.connect()) {
            Answers.assertThat(http.send("GET /health HTTP/1.0\r\n\r\n").read()).hasStatus(200);
            assertThat(http.ends()).isTrue();
        }
    }
}
