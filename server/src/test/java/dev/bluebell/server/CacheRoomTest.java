package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.server.cache.AuthorServers;
import dev.bluebell.testing.FakeOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a local cache lets go of, and what it finds again after a stop or a crash. */
class CacheRoomTest {

    private static final int BLOCK = 4096;

    /** For three blobs of {@link #SIZE}, each of which takes one block more. */
    private static final long ROOM = 3L * 10 * BLOCK;

    private static final int SIZE = 9 * BLOCK;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Blob first = Blob.fresh(SIZE);
    private final Blob second = Blob.fresh(SIZE);
    private final Blob third = Blob.fresh(SIZE);
    private final Blob fourth = Blob.fresh(SIZE);
    private TestCache cache;
    private FakeOrigin origin;

    @BeforeEach
    void start() {
        origin = FakeOrigin.start();
        cache = start(ROOM);
    }

    private TestCache start(long room) {
        return TestCache.start(folder, settings -> settings.sizeBytes(room), AuthorServers.none(), clock);
    }

    @AfterEach
    void stop() {
        cache.close();
        origin.close();
    }

    private void restart(long room) {
        cache.close();
        cache = start(room);
    }

    /** Fetches blobs, a second each. */
    private void fetch(Blob... blobs) {
        for (Blob blob : blobs) {
            origin.at(blob.path(), FakeOrigin.body("application/x-thing", blob.bytes()));
            Answers.assertThat(cache.get(blob.path() + "?xs=http://127.0.0.1:" + origin.port()))
                    .hasStatus(200)
                    .hasBody(blob.bytes());
            clock.pass(Duration.ofSeconds(1));
        }
    }

    private Stream<Blob> kept() {
        return Stream.of(first, second, third, fourth).filter(blob -> Files.exists(cache.fileOf(blob)));
    }

    @Test
    void keepsWhatThereIsRoomFor() {
        fetch(first, second, third);

        assertThat(kept()).containsExactly(first, second, third);
    }

    @Test
    void letsGoOfWhatCameFirstIfNobodyAskedForAnything() {
        fetch(first, second, third, fourth);

        assertThat(kept()).containsExactly(second, third, fourth);
        Answers.assertThat(cache.get(first.path())).hasStatus(404);
        fetch(first);
        assertThat(kept()).containsExactly(first, third, fourth);
    }

    @Test
    void keepsWhatWasAskedForLately() {
        fetch(first, second, third);
        assertThat(cache.has(first)).isTrue();
        clock.pass(Duration.ofSeconds(1));
        fetch(fourth);

        assertThat(kept()).containsExactly(first, third, fourth);
    }

    @Test
    void aHeadCountsAsAskingToo() {
        fetch(first, second, third);
        Answers.assertThat(cache.head(first.path())).hasStatus(200);
        fetch(fourth);

        assertThat(kept()).containsExactly(first, third, fourth);
    }

    @Test
    void remembersOverAStopWhatWasAskedForLately() {
        fetch(first, second, third);
        assertThat(cache.has(first)).isTrue();
        restart(ROOM);
        fetch(fourth);

        assertThat(kept()).containsExactly(first, third, fourth);
        assertThat(cache.has(first)).isTrue();
    }

    @Test
    void oneLargeBlobTakesThePlaceOfSeveral() {
        Blob large = Blob.fresh(2 * SIZE);
        fetch(first, second, third, large);

        assertThat(kept()).containsExactly(third);
        assertThat(cache.has(large)).isTrue();
    }

    @Test
    void theLargestBlobThatFitsIsKeptAloneAndALargerOneIsNotTaken() {
        Blob largest = Blob.fresh((int) ROOM - BLOCK);
        Blob larger = Blob.fresh((int) ROOM - BLOCK + 1);
        origin.at(larger.path(), FakeOrigin.body("application/x-thing", larger.bytes()));
        fetch(first, largest);

        assertThat(cache.blobFiles()).containsExactly(cache.fileOf(largest));
        Answers.assertThat(cache.get(larger.path() + "?xs=http://127.0.0.1:" + origin.port()))
                .hasStatus(404);
        assertThat(cache.blobFiles()).containsExactly(cache.fileOf(largest));
    }

    @Test
    void tinyBlobsTakeRoomToo() {
        IntStream.range(0, 40).forEach(i -> fetch(Blob.of("tiny blob number " + i)));

        assertThat(cache.blobFiles()).hasSize((int) ROOM / (2 * BLOCK));
    }

    @Test
    void isAsSmallAsItIsToldAfterAStop() {
        fetch(first, second, third);
        restart(ROOM * 2 / 3);

        assertThat(kept()).containsExactly(second, third);
        Answers.assertThat(cache.get(first.path())).hasStatus(404);
    }

    @Test
    void clearsAwayWhatACrashLeftBehind() throws IOException {
        fetch(first);
        cache.close();
        Path half = Files.write(folder.resolve("cached/incoming/1-1"), new byte[100]);
        Path nameless = cache.fileOf(second);
        Files.createDirectories(nameless.getParent());
        Files.write(nameless, second.bytes());
        cache = start(ROOM);

        assertThat(half).doesNotExist();
        assertThat(nameless).doesNotExist();
        assertThat(kept()).containsExactly(first);
        assertThat(cache.has(first)).isTrue();
    }

    @Test
    void beginsAnewWithoutItsIndex() throws IOException {
        fetch(first);
        cache.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        cache = start(ROOM);

        assertThat(kept()).isEmpty();
        fetch(first);
    }

    @Test
    void leavesTheBlobsOfAServerInTheSameFolderAlone() {
        cache.close();
        try (TestServer server = TestServer.start(folder)) {
            server.holding(first);
        }
        cache = start(ROOM);

        try (TestServer server = TestServer.start(folder)) {
            Answers.assertThat(server.get(first.path())).hasStatus(200);
        }
        Answers.assertThat(cache.get(first.path())).hasStatus(404);
    }
}
