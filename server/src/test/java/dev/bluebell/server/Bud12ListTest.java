package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** BUD-12: {@code GET /list/<pubkey>}. */
class Bud12ListTest {

    private static final RawKey CAROL = RawKey.of(7);

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static long begin;

    /** Alice's blobs as they should be listed: the newest first, of one second in the order of their hashes. */
    private static List<String> all;

    private static Blob ofBob;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        begin = server.clock().seconds();
        ofBob = Blob.fresh(10);
        Answers.assertThat(server.ask(server.upload(BOB, ofBob))).hasStatus(201);
        all = new ArrayList<>();
        for (int second = 0; second < 4; second++) {
            all.addAll(0, threeOfOneSecond());
            server.clock().pass(Duration.ofSeconds(1));
        }
    }

    private static List<String> threeOfOneSecond() {
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hashes.add(server.holding(Blob.fresh(10), "font/woff2").hash());
        }
        hashes.sort(Comparator.naturalOrder());
        return hashes;
    }

    private static RawAnswer ask(String query) {
        return server.get("/list/" + ALICE.publicKey() + query);
    }

    private static List<String> list(String query) {
        RawAnswer answer = ask(query);
        Answers.assertThat(answer).hasStatus(200).hasHeader("Content-Type", "application/json");
        return hashes(answer);
    }

    private static List<String> hashes(RawAnswer answer) {
        List<String> hashes = new ArrayList<>();
        for (JsonNode descriptor : Answers.json(answer)) {
            hashes.add(descriptor.path("sha256").asString());
        }
        return hashes;
    }

    @Test
    void theNewestComeFirst() {
        assertThat(list("")).isEqualTo(all);
    }

    @Test
    void aHeadHasWhatAGetHasButTheList() {
        String path = "/list/" + ALICE.publicKey();

        Answers.assertThat(server.head(path)).hasStatus(200).hasHeader("Content-Type", "application/json");
        Answers.assertThat(server.head(path + "?limit=0")).hasStatus(400);
    }

    @Test
    void eachBlobIsDescribed() {
        JsonNode first = Answers.json(ask("")).path(0);

        assertThat(first.path("url").asString()).isEqualTo(server.url() + "/" + all.getFirst() + ".woff2");
        assertThat(first.path("size").asLong()).isEqualTo(10);
        assertThat(first.path("type").asString()).isEqualTo("font/woff2");
        assertThat(first.path("uploaded").asLong()).isEqualTo(begin + 3);
        assertThat(first.path("nip94").isArray()).isTrue();
    }

    @Test
    void aKeyWithoutBlobsHasAnEmptyList() {
        assertThat(server.get("/list/" + CAROL.publicKey()).text()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 11, 12, 13})
    void pagesByCursorGiveEveryBlobOnce(int limit) {
        List<String> seen = new ArrayList<>();
        List<String> page = list("?limit=" + limit);
        // The bound is for a server that would ignore the cursor.
        while (!page.isEmpty() && seen.size() < 2 * all.size()) {
            assertThat(page.size()).isLessThanOrEqualTo(limit);
            seen.addAll(page);
            page = list("?limit=" + limit + "&cursor=" + page.getLast());
        }

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void aCursorNeedsNoLimit() {
        assertThat(list("?cursor=" + all.get(4))).isEqualTo(all.subList(5, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "0000000000000000000000000000000000000000000000000000000000000000"})
    void aCursorThatNamesNoBlobOfTheKeyIsABadRequest(String cursor) {
        Answers.assertThat(ask("?cursor=" + cursor)).isRefusal(400, "cursor");
    }

    @Test
    void theBlobOfSomebodyElseIsNoCursor() {
        Answers.assertThat(ask("?cursor=" + ofBob.hash())).isRefusal(400, "cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "ten", "1.5", "", "99999999999999999999"})
    void aLimitThatIsNoneIsABadRequest(String limit) {
        Answers.assertThat(ask("?limit=" + limit)).isRefusal(400, "limit");
    }

    @Test
    void aLimitBeyondWhatThereIsIsFine() {
        assertThat(list("?limit=100000")).isEqualTo(all);
    }

    @Test
    void sinceAndUntilBoundTheListInclusively() {
        assertThat(list("?since=" + (begin + 2))).isEqualTo(all.subList(0, 6));
        assertThat(list("?until=" + (begin + 1))).isEqualTo(all.subList(6, 12));
        assertThat(list("?since=" + (begin + 1) + "&until=" + (begin + 2))).isEqualTo(all.subList(3, 9));
        assertThat(list("?since=" + (begin + 3) + "&until=" + begin)).isEmpty();
        assertThat(list("?since=0&until=99999999999999999")).isEqualTo(all);
    }

    @Test
    void timeAndCursorWorkTogether() {
        assertThat(list("?until=" + (begin + 2) + "&cursor=" + all.get(4) + "&limit=3"))
                .isEqualTo(all.subList(5, 8));
        assertThat(list("?since=" + (begin + 2) + "&cursor=" + all.get(1))).isEqualTo(all.subList(2, 6));
        // A cursor before the time bound begins at the bound.
        assertThat(list("?until=" + begin + "&cursor=" + all.get(0))).isEqualTo(all.subList(9, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=yesterday", "until=1.5", "since=-1", "until=", "until=99999999999999999999"})
    void aTimeThatIsNoneIsABadRequest(String bound) {
        Answers.assertThat(ask("?" + bound)).isRefusal(400, bound.substring(0, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zz", "../upload", "%00"})
    void aKeyThatIsNoneIsABadRequest(String key) {
        Answers.assertThat(server.get("/list/" + key)).isRefusal(400, "public key");
    }

    @Test
    void aBadTokenDoesNoHarmWhereNoneIsNeeded() {
        assertThat(server.ask(RawRequest.of("GET", "/list/" + BOB.publicKey()).with("Authorization", "Nostr !!!"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void eachOwnerHasTheOwnList() {
        assertThat(hashes(server.get("/list/" + BOB.publicKey()))).containsExactly(ofBob.hash());
    }
}
