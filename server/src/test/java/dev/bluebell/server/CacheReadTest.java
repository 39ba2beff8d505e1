package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads from a local cache: what it has, and what it has to fetch first. */
class CacheReadTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestCache cache;

    @AutoClose
    private static FakeOrigin origin;

    private final Blob blob = Blob.fresh(100_000);

    @BeforeAll
    static void start() {
        origin = FakeOrigin.start();
        cache = TestCache.start(folder);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(cache.temporaryFiles()).isEmpty();
    }

    private static String hint() {
        return "?xs=http://127.0.0.1:" + origin.port();
    }

    private void offer(String type) {
        origin.at(blob.path(), FakeOrigin.body(type, blob.bytes()));
    }

    @Test
    void aBlobThatIsNotHereAndOfWhichNothingIsSaidIsNotFound() {
        Answers.assertThat(cache.get(blob.path())).isRefusal(404, "is kept here");
        Answers.assertThat(cache.head(blob.path() + ".png")).hasStatus(404);
    }

    @Test
    void aBlobThatIsNotHereIsFetchedAndKept() {
        offer("application/x-thing");

        Answers.assertThat(cache.get(blob.path() + hint()))
                .hasStatus(200)
                .hasHeader("Content-Type", "application/x-thing")
                .hasHeader("Accept-Ranges", "bytes")
                .hasHeader("ETag", '"' + blob.hash() + '"')
                .hasBody(blob.bytes());
        Answers.assertThat(cache.get(blob.path()))
                .hasStatus(200)
                .hasHeader("Content-Type", "application/x-thing")
                .hasBody(blob.bytes());
        assertThat(origin.requests(blob.path())).hasSize(1);
    }

    @Test
    void aBlobThatIsHereIsNotFetchedAgain() {
        offer("application/x-thing");
        cache.get(blob.path() + hint());

        Answers.assertThat(cache.get(blob.path() + hint())).hasBody(blob.bytes());
        assertThat(origin.requests(blob.path())).hasSize(1);
    }

    @Test
    void theOriginIsAskedWithTheExtensionThatTheClientUses() {
        origin.at(blob.path() + ".tar.gz", FakeOrigin.body("application/x-other", blob.bytes()));

        Answers.assertThat(cache.get(blob.path() + ".tar.gz" + hint())).hasStatus(200);
        Answers.assertThat(cache.get(blob.path())).hasStatus(200);
        Answers.assertThat(cache.get(blob.path() + ".png"))
                .hasStatus(200)
                .hasHeader("Content-Type", "application/x-other");
    }

    @Test
    void anOddExtensionDoesNotReachTheOrigin() {
        offer("application/x-thing");

        Answers.assertThat(cache.get(blob.path() + ".%0d%0aX:1" + hint())).hasStatus(200);
        assertThat(origin.requests(blob.path())).hasSize(1);
    }

    @Test
    void aHeadIsAsGoodAsAGet() {
        offer("application/x-thing");

        Answers.assertThat(cache.head(blob.path() + hint()))
                .hasStatus(200)
                .hasHeader("Content-Type", "application/x-thing")
                .hasHeader("Content-Length", "100000");
        assertThat(cache.has(blob)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRangeIsCutFromTheWholeBlob(boolean isHere) {
        offer("application/x-thing");
        if (isHere) {
            cache.get(blob.path() + hint());
        }

        RawAnswer part = cache.ask(RawRequest.of("GET", blob.path() + hint()).with("Range", "bytes=90000-"));

        Answers.assertThat(part)
                .hasStatus(206)
                .hasHeader("Content-Range", "bytes 90000-99999/100000")
                .hasBody(blob.bytes(90_000, 100_000));
        assertThat(origin.requests(blob.path())).hasSize(1).first().asString().doesNotContainIgnoringCase("range:");
        assertThat(cache.has(blob)).isTrue();
    }

    @Test
    void severalReadsGoOverOneConnection() {
        offer("application/x-thing");
        try (RawHttp http = cache.connect()) {
            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path()))).hasStatus(404);
            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path() + hint())))
                    .hasBody(blob.bytes());
            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path()))).hasBody(blob.bytes());
        }
    }

    @Test
    void activeContentCannotRunOnTheCachesOrigin() {
        Blob page = Blob.of("<!DOCTYPE html><script>alert(" + blob.hash().hashCode() + ")</script>");
        origin.at(page.path(), FakeOrigin.body("text/html", page.bytes()));

        RawAnswer answer = cache.get(page.path() + hint());

        Answers.assertThat(answer).hasStatus(200).hasHeader("X-Content-Type-Options", "nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox"));
    }

    @Test
    void aBlobWhoseBytesHaveVanishedIsFetchedAgain(@TempDir Path other) throws IOException {
        offer("application/x-thing");
        TestCache first = TestCache.start(other);
        first.get(blob.path() + hint());
        first.close();
        Files.delete(first.fileOf(blob));

        try (TestCache second = TestCache.start(other)) {
            Answers.assertThat(second.get(blob.path())).hasStatus(404);
            Answers.assertThat(second.get(blob.path() + hint())).hasBody(blob.bytes());
            Answers.assertThat(second.get(blob.path())).hasBody(blob.bytes());
        }
    }

    @Test
    void anEmptyBlobIsABlobToo() {
        Blob nothing = Blob.of("");
        origin.at(nothing.path(), FakeOrigin.body("text/plain", nothing.bytes()));

        Answers.assertThat(cache.get(nothing.path() + hint())).hasStatus(200).hasHeader("Content-Length", "0");
        assertThat(cache.has(nothing)).isTrue();
    }
}
