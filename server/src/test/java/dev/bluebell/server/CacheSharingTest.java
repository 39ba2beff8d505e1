package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many clients that ask a local cache for the same blob at once. */
@Timeout(60)
class CacheSharingTest {

    @TempDir
    private Path folder;

    private TestCache cache;
    private FakeOrigin origin;
    private boolean stopped;
    private final Blob blob = Blob.fresh(300_000);
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void start() {
        cache = TestCache.start(
                folder,
                settings -> settings.limits(
                        ServerLimits.builder().requestsAtOnce(60).build()));
        origin = FakeOrigin.start();
        origin.at(blob.path(), (in, out) -> {
            pass(gate);
            FakeOrigin.body("application/x-thing", blob.bytes()).answer(in, out);
        });
    }

    @AfterEach
    void stop() {
        gate.countDown();
        if (!stopped) {
            cache.close();
        }
        origin.close();
    }

    private static void pass(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private RawRequest request() {
        return RawRequest.of("GET", blob.path() + "?xs=http://127.0.0.1:" + origin.port());
    }

    private List<RawHttp> clients(int count) {
        List<RawHttp> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(cache.connect().send(request()));
        }
        await().until(() -> origin.requests(blob.path()).size() == 1);
        return clients;
    }

    @Test
    void allOfThemAreAnsweredFromOneFetch() {
        List<RawHttp> clients = clients(50);

        gate.countDown();

        for (RawHttp client : clients) {
            Answers.assertThat(client.read()).hasStatus(200).hasBody(blob.bytes());
            client.close();
        }
        assertThat(origin.requests(blob.path())).hasSize(1);
    }

    @Test
    void whoLeavesDoesNotTakeTheFetchAlong() {
        List<RawHttp> clients = clients(3);

        clients.get(0).reset();
        clients.get(1).close();
        gate.countDown();

        Answers.assertThat(clients.get(2).read()).hasStatus(200).hasBody(blob.bytes());
        assertThat(origin.requests(blob.path())).hasSize(1);
    }

    @Test
    void theBlobIsKeptEvenIfAllOfThemLeave() {
        clients(2).forEach(RawHttp::reset);

        gate.countDown();

        await().until(() -> cache.has(blob));
    }

    @Test
    void whoComesLaterAddsThePlacesThatHeKnows() {
        try (FakeOrigin other = FakeOrigin.start();
                RawHttp first = cache.connect();
                RawHttp second = cache.connect()) {
            other.at(blob.path(), (in, out) -> {
                pass(gate);
                FakeOrigin.status(404).answer(in, out);
            });
            first.send(RawRequest.of("GET", blob.path() + "?xs=http://127.0.0.1:" + other.port()));
            await().until(() -> other.requests(blob.path()).size() == 1);
            second.send(request());
            RawAnswer withoutHints = cache.get(blob.path());
            gate.countDown();

            Answers.assertThat(withoutHints).hasStatus(404);
            Answers.assertThat(second.read()).hasBody(blob.bytes());
        }
    }

    @Test
    void whoIsOneTooManyIsToldToComeBack() {
        List<RawHttp> clients = clients(60);
        // Only those that the cache has read take a place.
        await().untilAsserted(() ->
                Answers.assertThat(cache.ask(request())).hasStatus(503).hasHeader("Retry-After", "1"));
        Answers.assertThat(cache.head("/")).hasStatus(200);

        gate.countDown();
        clients.forEach(client -> Answers.assertThat(client.read()).hasStatus(200));
        Answers.assertThat(cache.ask(request())).hasStatus(200);
    }

    @Test
    void aStopGivesUpWhatIsBeingFetched() {
        RawHttp client = clients(1).getFirst();

        stopped = true;
        cache.close();

        assertThat(cache.temporaryFiles()).isEmpty();
        assertThat(cache.blobFiles()).isEmpty();
        Answers.assertThat(client.read()).hasStatus(404);
    }
}
