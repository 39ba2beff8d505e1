package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-01: pages of other origins may use the server, and see what it answers, errors included. */
class Bud01CorsTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "GET, /health, 200",
        "GET, /nothing, 404",
        "POST, /upload, 405",
        "PUT, /upload, 411",
        "PUT, /mirror, 401",
        "PUT, /report, 400",
        "GET, /list/abc, 400",
        "DELETE, /0000000000000000000000000000000000000000000000000000000000000000, 401",
        "GET, /0000000000000000000000000000000000000000000000000000000000000000, 404",
        "OPTIONS, /upload, 204"
    })
    void everyAnswerIsOpenToOtherOrigins(String method, String path, int status) {
        Answers.assertThat(server.ask(RawRequest.of(method, path)))
                .hasStatus(status)
                .hasHeader("Access-Control-Allow-Origin", "*")
                .hasHeader("Access-Control-Expose-Headers", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/upload", "/mirror", "/report", "/list/x", "/whatever", "/00.png"})
    void answersPreflightsOfEveryPath(String path) {
        RawAnswer answer = server.ask(RawRequest.of("OPTIONS", path)
                .with("Origin", "https://app.example")
                .with("Access-Control-Request-Method", "PUT")
                .with("Access-Control-Request-Headers", "authorization, x-sha-256"));

        Answers.assertThat(answer)
                .hasStatus(204)
                .hasHeader("Access-Control-Allow-Headers", "Authorization, *")
                .hasHeader("Access-Control-Max-Age", "86400");
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("").split(", "))
                .contains("GET", "HEAD", "PUT", "DELETE");
    }

    @Test
    void answersOptionsWithoutAnOriginJustTheSame() {
        Answers.assertThat(server.ask(RawRequest.of("OPTIONS", "/upload")))
                .hasStatus(204)
                .hasHeader("Access-Control-Allow-Headers", "Authorization, *")
                .hasHeader("Access-Control-Allow-Methods", "GET, HEAD, PUT, DELETE");
    }

    @Test
    void answersOptionsOfTheServerAsAWhole() {
        Answers.assertThat(server.ask(RawRequest.of("OPTIONS", "*"))).hasStatus(204);
    }
}
