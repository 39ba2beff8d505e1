package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RealRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheCommandTest extends ServedTest {

    @BeforeEach
    void upload() {
        person.run("upload", "hello.txt", "--server", first);
    }

    private RawAnswer get(Serving cache) {
        return RawHttp.ask(URI.create(cache.url()), RawRequest.of("GET", "/" + HELLO + "?xs=" + first));
    }

    @Test
    void fetchesAndKeepsWhatItIsAskedFor() {
        try (Serving cache = new Serving(person, "cache", "--port", "0", "--allow-private-origins")) {
            assertThat(cache.text()).matches("Bluebell listens on http://127.0.0.1:\\d+\n");
            assertThat(get(cache).text()).isEqualTo("hello");
        }
        assertThat(person.home().resolve(".cache/bluebell/cached/2c/f2/" + HELLO))
                .hasContent("hello");
        try (Serving cache = new Serving(person, "cache", "--port", "0")) {
            assertThat(get(cache).text()).isEqualTo("hello");
            assertThat(cache.stop()).isZero();
        }
    }

    @Test
    void fetchesNothingFromLocalNetworksUnlessItIsTold() {
        try (Serving cache = new Serving(person, "cache", "--port", "0")) {
            assertThat(get(cache).status()).isEqualTo(404);
        }
        person.with("BLUEBELL_CACHE_ALLOW_PRIVATE_ORIGINS", "true");
        try (Serving cache = new Serving(person, "cache", "--port", "0")) {
            assertThat(get(cache).status()).isEqualTo(200);
        }
    }

    @Test
    void looksForServersInTheListsOfAuthors() {
        try (RealRelay relay = RealRelay.start()) {
            person.with("BLUEBELL_RELAYS", relay.url().toString());
            assertThat(person.run("servers", "publish", "--server", second, "--server", first)
                            .exitCode())
                    .isZero();
            RawRequest request = RawRequest.of("GET", "/" + HELLO + "?as=" + Person.PUBKEY);

            try (Serving cache = new Serving(person, "cache", "--port", "0", "--allow-private-origins")) {
                assertThat(RawHttp.ask(URI.create(cache.url()), request).text()).isEqualTo("hello");
            }
            person.with("BLUEBELL_RELAYS", "");
            try (Serving cache = new Serving(person, "cache", "--port", "0", "--data", "empty")) {
                assertThat(RawHttp.ask(URI.create(cache.url()), request).status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void isWhereClientsLookForIt() {
        Run run = person.run("cache", "--help");

        assertThat(run.text()).contains("24242");
    }

    @Test
    void keepsBlobsWhereItIsTold() {
        person.file("other.toml", """
                [cache]
                data = "from-file"
                port = 0
                size = "1MiB"
                """);
        new Serving(person, "cache", "--config", "other.toml").close();
        new Serving(person, "cache", "--config", "other.toml", "--data", "from-flag").close();

        assertThat(person.home().resolve("from-file/cached")).isDirectory();
        assertThat(person.home().resolve("from-flag/cached")).isDirectory();
    }

    @Test
    void saysOnOneLineThatThePortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = person.run("cache", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.errors())
                    .contains("in use")
                    .contains("--port")
                    .doesNotContain("Exception")
                    .hasLineCount(1);
        }
    }

    @Test
    void saysOnOneLineThatItsFolderIsInUse() {
        try (Serving cache = new Serving(person, "cache", "--port", "0")) {
            Run run = person.run("cache", "--port", "0");

            assertThat(cache.errors()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.errors()).contains("in use").hasLineCount(1);
        }
    }

    @Test
    void saysThatItNeedsSomeRoom() {
        person.with("BLUEBELL_CACHE_SIZE", "1KiB");

        Run run = person.run("cache", "--port", "0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("65536").contains("cache.size").hasLineCount(1);
    }
}
