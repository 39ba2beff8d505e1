package dev.bluebell.server;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code If-None-Match} (RFC 9110, section 13.1.2): a blob never changes, so who has it need not get it again. */
class ConditionalReadTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static Blob blob;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        blob = server.holding(Blob.fresh(100));
    }

    private static RawAnswer ask(String method, String ifNoneMatch) {
        return server.ask(
                RawRequest.of(method, blob.path()).with("If-None-Match", ifNoneMatch.replace("HASH", blob.hash())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"HASH\"", "W/\"HASH\"", "*", "\"a\", \"HASH\"", "\"a\",W/\"HASH\",\"b\"", " \"HASH\" "})
    void whoHasTheBlobIsToldSo(String ifNoneMatch) {
        for (String method : new String[] {"GET", "HEAD"}) {
            Answers.assertThat(ask(method, ifNoneMatch))
                    .hasStatus(304)
                    .hasHeader("ETag", '"' + blob.hash() + '"')
                    .hasHeader("Cache-Control", "public, max-age=31536000, immutable")
                    .hasBody(new byte[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "HASH", "\"a\", \"b\"", "W/HASH"})
    void whoHasSomethingElseGetsTheBlob(String ifNoneMatch) {
        Answers.assertThat(ask("GET", ifNoneMatch)).hasStatus(200).hasBody(blob.bytes());
    }

    @Test
    void theConnectionGoesOnAfterwards() {
        try (var http = server.connect()) {
            http.ask(RawRequest.of("GET", blob.path()).with("If-None-Match", "*"));

            Answers.assertThat(http.ask(RawRequest.of("GET", blob.path())))
                    .hasStatus(200)
                    .hasBody(blob.bytes());
        }
    }

    @Test
    void aConditionComesBeforeARange() {
        Answers.assertThat(server.ask(RawRequest.of("GET", blob.path())
                        .with("If-None-Match", "*")
                        .with("Range", "bytes=5000-")))
                .hasStatus(304);
    }
}
