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

/** What strangers have uploaded must not run on the origin of the server. */
class ActiveContentTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html              | <script>alert(1)</script>",
                "TEXT/HTML; charset=x   | <script>alert(2)</script>",
                "application/xhtml+xml  | <html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html>",
                "image/svg+xml          | <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "text/xml               | <?xml version='1.0'?><a/>",
                "application/xml        | <?xml version='1.0'?><b/>",
                "application/atom+xml   | <?xml version='1.0'?><c/>",
                "application/rdf+xml    | <?xml version='1.0'?><d/>",
                "application/xslt+xml   | <?xml version='1.0'?><e/>",
                "application/mathml+xml | <?xml version='1.0'?><f/>",
                "a/b+XML; c=d           | <?xml version='1.0'?><g/>",
                "text/rdf               | <?xml version='1.0'?><h/>",
                "text/xsl               | <?xml version='1.0'?><i/>",
                "multipart/x-mixed-replace; boundary=x | --x<script>alert(5)</script>",
                "image/png              | <!doctype html><script>alert(3)</script>",
                "                       | <!doctype html><script>alert(4)</script>"
            })
    void activeTypesAreSandboxed(String type, String content) {
        Blob blob = Blob.of(content);
        RawRequest upload =
                type == null ? server.upload(TestServer.ALICE, blob) : server.upload(TestServer.ALICE, blob, type);
        Answers.assertThat(server.ask(upload)).hasStatus(201);

        for (String method : new String[] {"GET", "HEAD"}) {
            RawAnswer answer = server.ask(RawRequest.of(method, blob.path()));
            Answers.assertThat(answer).hasStatus(200).hasHeader("X-Content-Type-Options", "nosniff");
            assertThat(answer.header("Content-Security-Policy").orElse(""))
                    .startsWith("sandbox;")
                    .contains("default-src 'none'")
                    .doesNotContain("allow-scripts")
                    .doesNotContain("allow-same-origin");
        }
    }

    @Test
    void aPieceOfAPageIsSandboxedToo() {
        Blob page = server.holding(Blob.of("<!doctype html><p>" + "x".repeat(100)), "text/html");
        RawAnswer piece = server.ask(RawRequest.of("GET", page.path()).with("Range", "bytes=0-50"));

        Answers.assertThat(piece).hasStatus(206);
        assertThat(piece.header("Content-Security-Policy").orElse("")).startsWith("sandbox;");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, <script>", "application/octet-stream, <script> ", "text/javascript, alert(1)"})
    void nothingIsGuessedByTheBrowser(String type, String content) {
        Blob blob = server.holding(Blob.of(content + type), type);

        Answers.assertThat(server.get(blob.path()))
                .hasHeader("Content-Type", type)
                .hasHeader("X-Content-Type-Options", "nosniff");
    }

    @Test
    void picturesAndFilmsAreLeftAsTheyAre() {
        Blob gif = server.holding(Blob.of("GIF89a and so on"), "image/gif");

        Answers.assertThat(server.get(gif.path())).hasNo("Content-Security-Policy");
    }
}
