package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.media.image.JavaEngine;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.Photo;
import dev.bluebell.testing.RawAnswer;
import java.nio.file.Path;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that are uploaded as they are, on a server that is to tell how they look. */
class DescribedUploadTest {

    private final GatedEngine engine = new GatedEngine();

    @TempDir
    private Path folder;

    private TestServer describing() {
        return TestServer.start(
                folder,
                settings -> settings.privateOrigins(true)
                        .media(MediaSettings.builder()
                                .describeUploads(true)
                                .engine(() -> engine)
                                .build()));
    }

    private static String list(TestServer server) {
        return server.get("/list/" + ALICE.publicKey()).text();
    }

    @Test
    void areDescribedBehindTheAnswer() {
        try (TestServer server = describing()) {
            Blob photo = Blob.of(Photo.sidewaysWithPlace(300, 200, 90));

            RawAnswer first = server.ask(server.upload(ALICE, photo, "image/jpeg"));

            Answers.assertThat(first).hasStatus(201).hasField("sha256", photo.hash());
            assertThat(first.text()).doesNotContain("dim", "blurhash");
            engine.open();
            Awaitility.await().until(() -> list(server).contains("[\"dim\",\"200x300\"]"));
            assertThat(server.ask(server.upload(ALICE, photo)).text())
                    .contains("[\"dim\",\"200x300\"]")
                    .containsPattern("\\[\"blurhash\",\"[^ ]{20,40}\"]")
                    .doesNotContain("\"ox\"");
            Answers.assertThat(server.get(photo.path())).hasBody(photo.bytes());
        }
        try (TestServer again = describing()) {
            assertThat(list(again)).as("after a restart").contains("[\"dim\",\"200x300\"]");
        }
    }

    @Test
    void areDescribedWhenTheyAreMirroredToo() {
        engine.open();
        try (TestServer server = describing();
                FakeOrigin origin = FakeOrigin.start()) {
            Blob png = Blob.of(Photo.png(30, 20, 9));
            String url =
                    origin.at("/x", FakeOrigin.body("image/png", png.bytes())).toString();

            Answers.assertThat(server.ask(server.mirror(url, png.hash()))).hasStatus(201);

            Awaitility.await().until(() -> list(server).contains("[\"dim\",\"30x20\"]"));
        }
    }

    @Test
    void areDescribedWhenTheyComeAgainIfTheyWereNotBefore() {
        Blob png = Blob.of(Photo.png(30, 20, 8));
        try (TestServer plain = TestServer.start(folder)) {
            plain.holding(png, "image/png");
        }
        engine.open();
        try (TestServer server = describing()) {
            assertThat(list(server)).doesNotContain("dim");

            Answers.assertThat(server.ask(server.upload(ALICE, png))).hasStatus(200);

            Awaitility.await().until(() -> list(server).contains("[\"dim\",\"30x20\"]"));
        }
    }

    @Test
    void areTakenEvenIfTheyAreNoPictures() {
        engine.open();
        try (TestServer server = describing()) {
            byte[] photo = Photo.sidewaysWithPlace(300, 200, 90);
            Blob cut = Blob.of(Arrays.copyOf(photo, 300));
            Blob png = Blob.of(Photo.png(30, 20, 7));

            Answers.assertThat(server.ask(server.upload(ALICE, cut, "image/jpeg")))
                    .hasStatus(201);
            server.holding(png, "image/png");

            Awaitility.await().until(() -> list(server).contains("[\"dim\",\"30x20\"]"));
            Answers.assertThat(server.get(cut.path())).hasBody(cut.bytes());
        }
    }

    @Test
    void areNotLookedAtUnlessThatIsSet() {
        try (TestServer server = TestServer.start(
                folder,
                settings -> settings.media(
                        MediaSettings.builder().engine(JavaEngine::new).build()))) {
            Blob png = server.holding(Blob.of(Photo.png(30, 20, 6)), "image/png");

            assertThat(server.ask(server.upload(ALICE, png)).text()).doesNotContain("dim");
        }
    }
}
