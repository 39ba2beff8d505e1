package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Other people's clients, from npm, against two servers; {@code node/other-clients.mjs} runs them. */
class OtherClientsTest {

    private static final Path NODE = Path.of("node").toAbsolutePath();
    private static final long LONGEST_RUN_SECONDS = 120;

    @TempDir
    private Path home;

    private ServerProcess server;
    private ServerProcess other;

    @BeforeEach
    void start() throws IOException {
        assertThat(NODE.resolve("node_modules"))
                .as("run ./test once, or npm ci in %s", NODE)
                .isDirectory();
        server = ServerProcess.start(Files.createDirectory(home.resolve("server")));
        other = ServerProcess.start(Files.createDirectory(home.resolve("other")), "--allow-private-origins");
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @Test
    void blossomClientSdkUploadsListsDownloadsMirrorsReportsAndDeletes() throws Exception {
        Iterator<JsonNode> steps = run("blossom-client-sdk").iterator();

        JsonNode blob = uploadedTwice(step("upload", steps), step("upload again", steps));
        listed(step("list", steps), 3);
        downloaded(step("download", steps));
        mirrored(step("mirror", steps), blob);
        assertThat(step("report", steps).path("taken").booleanValue()).isTrue();
        deleted(step("delete", steps));
        assertThat(steps).isExhausted();
    }

    @Test
    void nostrToolsUploadsListsDownloadsMirrorsAndDeletes() throws Exception {
        Iterator<JsonNode> steps = run("nostr-tools").iterator();

        JsonNode blob = uploadedTwice(step("upload", steps), step("upload again", steps));
        listed(step("list", steps), 1);
        downloaded(step("download", steps));
        mirrored(step("mirror", steps), blob);
        deleted(step("delete", steps));
        assertThat(steps).isExhausted();
    }

    private static JsonNode step(String name, Iterator<JsonNode> steps) {
        JsonNode next = steps.next();
        assertThat(next.path("step").stringValue()).isEqualTo(name);
        return next;
    }

    private JsonNode uploadedTwice(JsonNode upload, JsonNode again) {
        JsonNode blob = upload.path("descriptor");
        assertThat(blob.path("url").stringValue())
                .isEqualTo(server.url() + "/" + blob.path("sha256").stringValue() + ".txt");
        assertThat(blob.path("size")).isEqualTo(upload.path("size"));
        assertThat(blob.path("type").stringValue()).isEqualTo("text/plain");
        assertThat(again.path("descriptor")).isEqualTo(blob);
        return blob;
    }

    private static void listed(JsonNode list, int pages) {
        assertThat(list.path("pages")).hasSize(pages);
        List<JsonNode> listed =
                list.path("pages").valueStream().flatMap(JsonNode::valueStream).toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(list.path("uploaded"));
    }

    private static void downloaded(JsonNode download) {
        assertThat(download.path("received")).isEqualTo(download.path("sent"));
    }

    private void mirrored(JsonNode mirror, JsonNode blob) {
        assertThat(mirror.path("there").booleanValue()).isTrue();
        assertThat(mirror.path("descriptor").path("sha256")).isEqualTo(blob.path("sha256"));
        assertThat(mirror.path("descriptor").path("url").stringValue())
                .startsWith(other.url().toString());
    }

    private static void deleted(JsonNode delete) {
        assertThat(delete.path("deleted").booleanValue()).isTrue();
        assertThat(delete.path("there").booleanValue()).isFalse();
    }

    private List<JsonNode> run(String client) throws IOException, InterruptedException {
        Path said = home.resolve("node.out");
        Process node = new ProcessBuilder(
                        "node",
                        "other-clients.mjs",
                        client,
                        server.url().toString(),
                        other.url().toString())
                .directory(NODE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(node.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", client)
                    .isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(node.exitValue()).as(Files.readString(said)).isZero();
        List<JsonNode> steps = new ArrayList<>();
        Files.readAllLines(said).forEach(line -> steps.add(JsonMapper.shared().readTree(line)));
        return steps;
    }
}
