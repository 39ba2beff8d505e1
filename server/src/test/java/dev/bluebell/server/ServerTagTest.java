package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * BUD-11: a token with {@code server} tags is good on these servers only. Else any server could use the tokens that are
 * shown to it against the others.
 */
class ServerTagTest {

    @TempDir
    private static Path folder;

    @TempDir
    private static Path publicFolder;

    /** Knows itself by its address only. */
    @AutoClose
    private static TestServer local;

    /** Knows itself by its public URLs only. */
    @AutoClose
    private static TestServer known;

    @BeforeAll
    static void start() {
        local = TestServer.start(folder);
        known = TestServer.start(
                publicFolder,
                settings -> settings.publicUrls(
                        List.of(URI.create("https://cdn.example"), URI.create("http://second.example:8080"))));
    }

    private static RawAnswer upload(TestServer server, String host, String... serverTags) {
        Blob blob = Blob.fresh(10);
        RawEvent token = server.token(ALICE, "upload", blob.hash());
        for (String tag : serverTags) {
            token = token.with("server", tag.replace("PORT", port(server)));
        }
        return server.ask(RawRequest.of("PUT", "/upload")
                .with("Host", host)
                .with("Authorization", RawToken.header(token))
                .body(blob.bytes()));
    }

    private static String port(TestServer server) {
        return Integer.toString(server.url().getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT",
                "localhost:PORT",
                "[::1]:PORT",
                "localhost",
                "127.0.0.1",
                "http://127.0.0.1:PORT",
                "http://127.0.0.1:PORT/",
                "http://LOCALHOST:PORT/"
            })
    void aServerWithoutPublicUrlIsKnownByItsAddress(String tag) {
        Answers.assertThat(upload(local, "127.0.0.1:" + port(local), tag)).hasStatus(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"elsewhere.example", "https://elsewhere.example/", "localhost:1", "127.0.0.1.example", "local"})
    void anyOtherNameIsAnotherServer(String tag) {
        Answers.assertThat(upload(local, "127.0.0.1:" + port(local), tag)).isRefusal(401, "another server");
    }

    @Test
    void theHostThatAClientNamesIsNotBelieved() {
        // A hostile server that was shown a token for itself could else use it here.
        Answers.assertThat(upload(local, "elsewhere.example", "elsewhere.example"))
                .isRefusal(401, "another server");
        Answers.assertThat(upload(known, "elsewhere.example", "elsewhere.example"))
                .isRefusal(401, "another server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdn.example",
                "CDN.example",
                "https://cdn.example",
                "https://cdn.example/",
                "second.example",
                "second.example:8080",
                "http://second.example:8080/"
            })
    void aServerWithPublicUrlsIsKnownByThemInEverySpelling(String tag) {
        Answers.assertThat(upload(known, "cdn.example", tag)).hasStatus(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.0.0.1:PORT",
                "cdn.example:8443",
                "second.example:8081",
                "example",
                "evil-cdn.example",
                "cdn.example.evil",
                "cdn.example@evil.example"
            })
    void aServerWithPublicUrlsIsKnownByNothingElse(String tag) {
        Answers.assertThat(upload(known, "127.0.0.1:" + port(known), tag)).isRefusal(401, "another server");
    }

    @Test
    void oneOfSeveralServersIsEnough() {
        Answers.assertThat(upload(known, "cdn.example", "elsewhere.example", "cdn.example"))
                .hasStatus(201);
    }

    @Test
    void aTokenWithoutServerIsGoodEverywhere() {
        Answers.assertThat(upload(known, "whatever")).hasStatus(201);
    }
}
