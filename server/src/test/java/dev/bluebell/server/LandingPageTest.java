package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /} and {@code GET /health}. */
class LandingPageTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @Test
    void saysWhatThisIsAndWhatIsAllowed() {
        RawAnswer page = server.get("/");

        Answers.assertThat(page)
                .hasStatus(200)
                .hasHeader("Content-Type", "text/html; charset=utf-8")
                .hasHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        assertThat(page.text())
                .contains("Blossom", "anyone with a Nostr key", "2 GiB", "curl -T", "bluebell upload")
                .contains(server.url() + "/upload")
                .doesNotContain("{{");
    }

    @Test
    void linksTheRulesForReports() {
        assertThat(server.get("/").text()).contains("PUT /report");
    }

    @Test
    void nothingThatAClientSaysRunsInThePage() {
        RawAnswer page = server.ask(RawRequest.of("GET", "/").with("Host", "a\"><script>alert(1)</script>"));

        assertThat(page.text()).doesNotContain("<script>");
    }

    @Test
    void namesThePublicUrl(@TempDir Path other) {
        try (TestServer known =
                TestServer.start(other, settings -> settings.publicUrls(List.of(URI.create("https://cdn.example/"))))) {
            assertThat(known.get("/").text())
                    .contains("https://cdn.example/upload")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void aHeadOfThePageAnswersTheSame() {
        Answers.assertThat(server.head("/")).hasStatus(200).hasHeader("Content-Type", "text/html; charset=utf-8");
    }

    @Test
    void tellsThatTheServerIsWell() {
        server.holding(Blob.fresh(123));

        Answers.assertThat(server.get("/health"))
                .hasStatus(200)
                .hasHeader("Content-Type", "application/json")
                .hasField("status", "ok")
                .hasField("blobs", 1L)
                .hasField("bytes", 123L);
        Answers.assertThat(server.head("/health")).hasStatus(200);
    }
}
