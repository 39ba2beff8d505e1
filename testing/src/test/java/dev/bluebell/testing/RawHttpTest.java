package dev.bluebell.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawHttpTest {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    private final FakeOrigin origin = FakeOrigin.start();

    @AfterEach
    void stop() {
        origin.close();
    }

    private RawAnswer get(String path) {
        return RawHttp.ask(origin.url("/"), RawRequest.of("GET", path));
    }

    @Test
    void readsABodyOfKnownLength() {
        origin.at("/a", FakeOrigin.body("text/plain", HELLO));

        RawAnswer answer = get("/a");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-TYPE")).contains("text/plain");
        assertThat(answer.text()).isEqualTo("hello");
    }

    @Test
    void readsChunksAndBodiesThatEndWithTheConnection() {
        origin.at("/chunked", FakeOrigin.chunked("text/plain", HELLO));
        origin.at("/bare", FakeOrigin.bare(HELLO));

        assertThat(get("/chunked").body()).isEqualTo(HELLO);
        assertThat(get("/bare").body()).isEqualTo(HELLO);
    }

    @Test
    void keepsHeadersOfOneNameApart() {
        origin.at("/two", FakeOrigin.raw("HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\nContent-Length: 0\r\n\r\n"));

        assertThat(get("/two").headers("A")).containsExactly("1", "2");
    }

    @Test
    void readsInterimAnswersOneByOne() {
        origin.at("/wait", FakeOrigin.raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));
        try (RawHttp http = RawHttp.connect(origin.url("/"))) {
            assertThat(http.ask(RawRequest.of("GET", "/wait")).status()).isEqualTo(100);
            assertThat(http.read().status()).isEqualTo(204);
            assertThat(http.ends()).isTrue();
        }
    }

    @Test
    void doesNotTakeACutOffBodyForAWholeOne() {
        origin.at("/cut", FakeOrigin.cutOff(HELLO, 6));

        assertThatThrownBy(() -> get("/cut")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void sendsExactlyWhatItIsTold() {
        origin.at("/x", FakeOrigin.status(200));
        try (RawHttp http = RawHttp.connect(origin.url("/"))) {
            http.send("GET /x HTTP/1.1\r\nodd : header\r\n\r\n").read();
        }

        assertThat(origin.requests("/x")).containsExactly("GET /x HTTP/1.1\r\nodd : header\r\n\r\n");
    }

    @Test
    void namesTheServerInHostUnlessTheRequestDoes() {
        origin.at("/host", FakeOrigin.status(200));
        get("/host");
        RawHttp.ask(origin.url("/"), RawRequest.of("GET", "/host").with("host", "elsewhere"));

        assertThat(origin.requests("/host"))
                .containsExactly(
                        "GET /host HTTP/1.1\r\nHost: 127.0.0.1:" + origin.port() + "\r\n\r\n",
                        "GET /host HTTP/1.1\r\nhost: elsewhere\r\n\r\n");
    }

    @Test
    void writesChunks() {
        byte[] bytes = RawRequest.of("PUT", "/").chunked(HELLO, 3).bytes("h");

        assertThat(new String(bytes, StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "PUT / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked", "", "3", "hel", "2", "lo", "0", "");
    }

    @Test
    void aPathThatNobodyProgrammedIsNotFound() {
        assertThat(get("/nothing").status()).isEqualTo(404);
    }
}
