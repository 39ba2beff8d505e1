package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** BUD-08: descriptors carry the tags of a file event, and URLs that can be passed on. */
class Bud08Nip94Test {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder, settings -> settings.privateOrigins(true));
    }

    private static void assertTags(JsonNode descriptor, Blob blob, String type) {
        String tags = "[[\"url\",\"%s\"],[\"m\",\"%s\"],[\"x\",\"%s\"],[\"size\",\"%d\"]]"
                .formatted(descriptor.path("url").asString(), type, blob.hash(), blob.size());

        assertThat(descriptor.path("nip94").toString()).isEqualTo(tags);
    }

    @Test
    void uploadsAreDescribedByTags() {
        Blob blob = Blob.of("GIF89a for tags");

        assertTags(Answers.json(server.ask(server.upload(TestServer.ALICE, blob))), blob, "image/gif");
    }

    @Test
    void mirrorsAreDescribedByTags() {
        Blob blob = Blob.fresh(77);
        try (FakeOrigin origin = FakeOrigin.start()) {
            URI url = origin.at("/x", FakeOrigin.body("font/woff2", blob.bytes()));

            assertTags(Answers.json(server.ask(server.mirror(url.toString(), blob.hash()))), blob, "font/woff2");
        }
    }

    @Test
    void theFirstPublicUrlIsPassedOnWithItsPort(@TempDir Path other) {
        try (TestServer known = TestServer.start(
                other,
                settings -> settings.publicUrls(
                        List.of(URI.create("https://cdn.example:8443/"), URI.create("https://second.example"))))) {
            Blob blob = Blob.of("words");

            Answers.assertThat(known.ask(known.upload(TestServer.ALICE, blob, "text/plain")))
                    .hasField("url", "https://cdn.example:8443" + blob.path() + ".txt");
        }
    }

    @Test
    void withoutAPublicUrlTheHostOfTheRequestIsPassedOn() {
        Blob blob = Blob.of("more words");

        Answers.assertThat(server.ask(
                        server.upload(TestServer.ALICE, blob, "text/plain").with("Host", "my.box:8080")))
                .hasField("url", "http://my.box:8080" + blob.path() + ".txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {253, 254, 8000, 30_000})
    void aHostLongerThanAnyNameIsNotPassedOn(int length) {
        String host = "a.".repeat(length).substring(0, length - 1) + "b";
        Blob blob = Blob.of("words for " + length);

        RawAnswer answer =
                server.ask(server.upload(TestServer.ALICE, blob, "text/plain").with("Host", host));

        String passedOn = length > 253 ? server.url().toString() : "http://" + host;
        Answers.assertThat(answer).hasStatus(201).hasField("url", passedOn + blob.path() + ".txt");
    }
}
