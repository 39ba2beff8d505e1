package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-01: {@code GET} and {@code HEAD /<sha256>[.ext]}. */
class Bud01RetrievalTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static Blob blob;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        blob = server.holding(Blob.of("some words"), "text/plain");
    }

    @Test
    void answersTheBytesOfTheBlob() {
        Answers.assertThat(server.get(blob.path())).hasStatus(200).hasBody(blob.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".txt", ".png", ".tar.gz", ".", ".no-such-extension"})
    void answersTheStoredTypeWhateverTheExtensionSays(String extension) {
        Answers.assertThat(server.get(blob.path() + extension))
                .hasStatus(200)
                .hasHeader("Content-Type", "text/plain")
                .hasBody(blob.bytes());
        Answers.assertThat(server.head(blob.path() + extension)).hasStatus(200).hasHeader("Content-Type", "text/plain");
    }

    @Test
    void answersOctetStreamForBytesOfWhichNothingIsKnown() {
        Blob unknown = Blob.fresh(100);
        Answers.assertThat(server.ask(server.upload(TestServer.ALICE, unknown))).hasStatus(201);

        Answers.assertThat(server.get(unknown.path())).hasHeader("Content-Type", "application/octet-stream");
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        RawAnswer get = server.get(blob.path());
        RawAnswer head = server.head(blob.path());

        assertThat(head.headerNames()).containsExactlyInAnyOrderElementsOf(get.headerNames());
        for (String name : List.of("Content-Type", "Content-Length", "ETag", "Accept-Ranges", "Cache-Control")) {
            assertThat(head.headers(name)).as(name).hasSize(1).isEqualTo(get.headers(name));
        }
        assertThat(head.header("Content-Length")).contains(Integer.toString(blob.size()));
    }

    @Test
    void nothingFollowsTheHeadersOfAHead() {
        try (var http = server.connect()) {
            assertThat(http.ask(RawRequest.of("HEAD", blob.path())).status()).isEqualTo(200);
            // Bytes of a body would be taken for the beginning of this answer.
            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path())))
                    .hasStatus(200)
                    .hasBody(blob.bytes());
        }
    }

    @Test
    void announcesRangesOnHead() {
        Answers.assertThat(server.head(blob.path())).hasHeader("Accept-Ranges", "bytes");
    }

    @Test
    void mayBeCachedForEver() {
        Answers.assertThat(server.get(blob.path()))
                .hasHeader("Cache-Control", "public, max-age=31536000, immutable")
                .hasHeader("ETag", '"' + blob.hash() + '"');
    }

    @Test
    void takesHashesInCapitals() {
        Answers.assertThat(server.get("/" + blob.hash().toUpperCase(Locale.ROOT)))
                .hasStatus(200)
                .hasBody(blob.bytes());
    }

    @Test
    void aBlobThatIsNotHereIsNotFound() {
        String path = Blob.fresh(10).path();

        Answers.assertThat(server.get(path)).isRefusal(404, "no blob " + path.substring(1));
        Answers.assertThat(server.head(path)).isRefusal(404, "no blob");
        Answers.assertThat(server.get(path + ".png")).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/0123456789abcdef", "/0123456789abcdef.png"})
    void aHashThatIsNoneIsABadRequest(String path) {
        Answers.assertThat(server.get(path)).isRefusal(400, "64 hex digits");
        Answers.assertThat(server.head(path)).hasStatus(400);
    }

    @Test
    void aLongerRunOfDigitsIsNotReadAsAHash() {
        Answers.assertThat(server.get(blob.path() + "00")).hasStatus(400);
        Answers.assertThat(server.get(blob.path() + "/x")).hasStatus(404);
    }

    @Test
    void reachesBlobsWithAQueryToo() {
        Answers.assertThat(server.get(blob.path() + ".txt?download=1")).hasStatus(200);
    }

    @Test
    void needsNoTokenAndDoesNotLookAtOne() {
        Answers.assertThat(server.ask(RawRequest.of("GET", blob.path()).with("Authorization", "Nostr !!!")))
                .hasStatus(200);
    }

    @Test
    void readsOfABlobAgainAndAgainStayTheSame() {
        // The row and the bytes come from memory after a while.
        for (int i = 0; i < 40; i++) {
            Answers.assertThat(server.get(blob.path())).hasStatus(200).hasBody(blob.bytes());
        }
    }

    @Test
    void aBlobLargerThanTheBuffersComesWhole() {
        Blob large = server.holding(Blob.fresh(3_000_001));

        Answers.assertThat(server.get(large.path())).hasStatus(200).hasBody(large.bytes());
    }

    @Test
    void anEmptyBlobIsABlobToo() {
        Blob empty = server.holding(Blob.of(""), "text/plain");

        Answers.assertThat(server.get(empty.path()))
                .hasStatus(200)
                .hasHeader("Content-Length", "0")
                .hasBody(new byte[0]);
        Answers.assertThat(server.head(empty.path())).hasStatus(200).hasHeader("Content-Length", "0");
    }
}
