package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.Recorded;
import dev.bluebell.server.index.SqlBlobIndex;
import dev.bluebell.server.index.StoredBlob;
import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may list what, and how claims show in lists. */
class ListAccessTest {

    @TempDir
    private Path folder;

    private static String list(TestServer server, RawKey owner) {
        RawAnswer answer = server.get("/list/" + owner.publicKey());
        Answers.assertThat(answer).hasStatus(200);
        return answer.text();
    }

    @Test
    void aServerMayWantAToken() {
        try (TestServer server = TestServer.start(folder, settings -> settings.list(Listing.TOKEN))) {
            RawRequest request = RawRequest.of("GET", "/list/" + ALICE.publicKey());

            Answers.assertThat(server.ask(request)).isRefusal(401, "token").hasHeader("WWW-Authenticate", "Nostr");
            Answers.assertThat(server.ask(server.signed(request, ALICE, "upload")))
                    .isRefusal(401, "list");
            Answers.assertThat(server.ask(server.signed(request, ALICE, "list")))
                    .hasStatus(200);
            Answers.assertThat(server.ask(server.signed(request, BOB, "list"))).hasStatus(200);
            Answers.assertThat(server.get("/list/" + ALICE.publicKey() + "?limit=x"))
                    .isRefusal(400, "limit");
        }
    }

    @Test
    void aServerMayHaveNoLists() {
        try (TestServer server = TestServer.start(folder, settings -> settings.list(Listing.OFF))) {
            Answers.assertThat(server.get("/list/" + ALICE.publicKey())).isRefusal(404, "does not list");
        }
    }

    @Test
    void aBlobIsListedForEachOfItsOwnersUntilTheyDropIt() {
        try (TestServer server = TestServer.start(folder)) {
            Blob blob = server.holding(Blob.fresh(10));
            assertThat(list(server, ALICE)).contains(blob.hash());
            assertThat(list(server, BOB)).isEqualTo("[]");

            server.ask(server.upload(BOB, blob));
            assertThat(list(server, BOB)).contains(blob.hash());

            server.ask(server.delete(ALICE, blob));
            assertThat(list(server, ALICE)).isEqualTo("[]");
            assertThat(list(server, BOB)).contains(blob.hash());
        }
    }

    @Test
    void aBlobThatIsUploadedAgainIsListedOnce() {
        try (TestServer server = TestServer.start(folder)) {
            Blob blob = server.holding(Blob.fresh(10));
            server.clock().pass(Duration.ofSeconds(5));
            server.ask(server.upload(ALICE, blob));

            assertThat(Answers.json(server.get("/list/" + ALICE.publicKey())).size())
                    .isEqualTo(1);
        }
    }

    @Test
    void aPageHasAHundredBlobsUnlessMoreAreAskedForAndNeverMoreThanAThousand() throws Exception {
        record1001Blobs();
        try (TestServer server = TestServer.start(folder)) {
            assertThat(lengthOfPage(server, "")).isEqualTo(100);
            assertThat(lengthOfPage(server, "?limit=500")).isEqualTo(500);
            assertThat(lengthOfPage(server, "?limit=1001")).isEqualTo(1000);
            assertThat(lengthOfPage(server, "?limit=999999999999")).isEqualTo(1000);
        }
    }

    private static int lengthOfPage(TestServer server, String query) {
        return Answers.json(server.get("/list/" + ALICE.publicKey() + query)).size();
    }

    /** Rows are enough for a list. */
    private void record1001Blobs() throws Exception {
        PublicKey alice = new PublicKey(ALICE.publicKey());
        try (BlobIndex index = SqlBlobIndex.open(folder.resolve("index.db"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Recorded>> recorded = IntStream.range(0, 1001)
                    .mapToObj(i -> new StoredBlob(
                            new BlobHash("%064x".formatted(i)), 1, "text/plain", Instant.ofEpochSecond(i)))
                    .map(blob -> threads.submit(() -> index.record(blob, alice)))
                    .toList();
            for (Future<Recorded> row : recorded) {
                assertThat(row.get().newBlob()).isTrue();
            }
        }
    }
}
