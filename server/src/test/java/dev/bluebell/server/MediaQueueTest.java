package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.Photo;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many pictures are worked on and wait, and what becomes of them when their clients leave. */
class MediaQueueTest {

    private final GatedEngine engine = new GatedEngine();

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(
                folder,
                settings -> settings.media(MediaSettings.builder()
                        .atOnce(1)
                        .waiting(2)
                        .engine(() -> engine)
                        .build()));
    }

    @AfterEach
    void stop() {
        engine.open();
        server.close();
    }

    private static Blob picture(int shade) {
        return Blob.of(Photo.png(100, 50, shade));
    }

    private RawRequest media(Blob blob) {
        return server.signed(RawRequest.of("PUT", "/media"), ALICE, "media", blob.hash())
                .body(blob.bytes());
    }

    private RawAnswer check() {
        return server.ask(server.signed(
                        RawRequest.of("HEAD", "/media"),
                        ALICE,
                        "media",
                        Blob.of("x").hash())
                .with("X-SHA-256", Blob.of("x").hash())
                .with("X-Content-Length", "1"));
    }

    /** Sends a picture, and waits until its work has begun. */
    private RawHttp beingWorkedOn(int shade) {
        RawHttp http = server.connect().send(media(picture(shade)));
        Awaitility.await().until(() -> engine.arrived() == 1);
        return http;
    }

    /** Sends a picture, and waits until all of it has come. */
    private RawHttp waiting(int shade) {
        int before = server.temporaryFiles().size();
        RawHttp http = server.connect().send(media(picture(shade)));
        Awaitility.await().until(() -> server.temporaryFiles().size() > before);
        return http;
    }

    private void fill() {
        Awaitility.await().until(() -> check().status() == 503);
    }

    @Test
    void ofTwentyAtOnceSomeAreToldToComeAgainAndTheOthersAreKeptWhole()
            throws InterruptedException, ExecutionException {
        List<Blob> pictures =
                IntStream.range(0, 20).mapToObj(MediaQueueTest::picture).toList();
        List<RawAnswer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawAnswer>> coming = pictures.stream()
                    .map(picture -> threads.submit(() -> server.ask(media(picture))))
                    .toList();
            Awaitility.await()
                    .until(() -> coming.stream().filter(Future::isDone).count() == 17);
            engine.open();
            for (Future<RawAnswer> answer : coming) {
                answers.add(answer.get());
            }
        }

        List<Blob> kept = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).status() == 201) {
                kept.add(pictures.get(i));
            } else {
                Answers.assertThat(answers.get(i)).isRefusal(503, "try again").hasHeader("Retry-After", "5");
            }
        }
        assertThat(kept).hasSize(3);
        assertThat(server.blobFiles()).hasSize(3);
        assertThat(server.temporaryFiles()).isEmpty();
        for (Blob blob : kept) {
            Answers.assertThat(server.get(blob.path())).hasStatus(200).hasBody(blob.bytes());
        }
        assertThat(Answers.json(server.get("/list/" + ALICE.publicKey())).size())
                .isEqualTo(3);
    }

    @Test
    void whoIsToldToComeAgainIsTakenThen() {
        try (RawHttp first = beingWorkedOn(1);
                RawHttp second = waiting(2);
                RawHttp third = waiting(3)) {
            fill();
            Answers.assertThat(check()).hasStatus(503).hasHeader("Retry-After", "5");
            engine.open();
            for (RawHttp http : List.of(first, second, third)) {
                Answers.assertThat(http.read()).hasStatus(201);
            }
        }
        Answers.assertThat(check()).hasStatus(200);
        Answers.assertThat(server.ask(media(picture(4)))).hasStatus(201);
    }

    @Test
    void aFullQueueIsToldBeforeTheBodyIsSent() {
        try (RawHttp first = beingWorkedOn(1);
                RawHttp second = waiting(2);
                RawHttp third = waiting(3);
                RawHttp fourth = server.connect()) {
            fill();
            fourth.sendHead(media(picture(4)));

            Answers.assertThat(fourth.read()).hasStatus(503);
            assertThat(List.of(first, second, third)).noneMatch(RawHttp::hasMore);
        }
    }

    @Test
    void whoHangsUpWhileWaitingGivesHisPlaceFree() {
        try (RawHttp first = beingWorkedOn(1);
                RawHttp third = waiting(3)) {
            try (RawHttp second = waiting(2)) {
                fill();
                assertThat(second.hasMore()).isFalse();
            }
            Awaitility.await().until(() -> check().status() == 200);
            engine.open();

            Answers.assertThat(first.read()).hasStatus(201);
            Answers.assertThat(third.read()).hasStatus(201);
        }
        Answers.assertThat(server.get(picture(2).path())).hasStatus(404);
        assertThat(server.temporaryFiles()).isEmpty();
        assertThat(engine.arrived())
                .as("nothing was made of the second, two looks at each other")
                .isEqualTo(4);
    }

    @Test
    void whoHangsUpWhileHisPictureIsWorkedOnEndsTheWork() {
        try (RawHttp first = beingWorkedOn(1)) {
            first.reset();
        }
        Awaitility.await().until(() -> server.temporaryFiles().isEmpty());
        try (RawHttp second = server.connect().send(media(picture(2)))) {
            // The only worker has time for it, though the gate is shut.
            Awaitility.await().until(() -> engine.arrived() == 2);
            engine.open();

            Answers.assertThat(second.read()).hasStatus(201);
        }
        Answers.assertThat(server.get(picture(1).path())).hasStatus(404);
    }

    @Test
    void aStopThatCannotWaitLeavesNothing(@TempDir Path other) {
        TestServer hurried = TestServer.start(
                other,
                settings -> settings.limits(ServerLimits.builder()
                                .drain(Duration.ofMillis(100))
                                .build())
                        .media(MediaSettings.builder().engine(() -> engine).build()));
        Blob blob = picture(5);
        RawRequest request = hurried.signed(RawRequest.of("PUT", "/media"), ALICE, "media", blob.hash())
                .body(blob.bytes());
        try (RawHttp http = hurried.connect().send(request)) {
            Awaitility.await().until(() -> engine.arrived() == 1);

            assertThat(http.hasMore()).isFalse();
            hurried.close();

            assertThat(hurried.blobFiles()).isEmpty();
            Awaitility.await().until(() -> hurried.temporaryFiles().isEmpty());
        }
    }
}
