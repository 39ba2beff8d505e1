package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.nostr.PublicKey;
import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a local cache looks for a blob, in which order, and what it believes of what it finds. */
class CacheHintsTest {

    private static final String ALICE = TestServer.ALICE.publicKey();
    private static final String BOB = TestServer.BOB.publicKey();
    private static final Map<String, List<URI>> LISTS = new ConcurrentHashMap<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestCache cache;

    @AutoClose
    private static FakeOrigin good;

    @AutoClose
    private static FakeOrigin bad;

    private final Blob blob = Blob.fresh(10_000);

    @BeforeAll
    static void start() {
        good = FakeOrigin.start();
        bad = FakeOrigin.start();
        cache = TestCache.start(
                folder,
                settings -> settings.limits(ServerLimits.builder()
                        .blobBytes(1_000_000)
                        .patience(Duration.ofMillis(500))
                        .mirrorTime(Duration.ofSeconds(3))
                        .build()),
                CacheHintsTest::listOf,
                new TestClock());
    }

    private static List<URI> listOf(PublicKey author) {
        ASKED.add(author.hex());
        return LISTS.getOrDefault(author.hex(), List.of());
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(cache.temporaryFiles()).isEmpty();
        ASKED.clear();
        LISTS.clear();
        cache.clock().pass(Duration.ofHours(1)); // forget the lists
    }

    private static String at(FakeOrigin origin) {
        return "http://127.0.0.1:" + origin.port();
    }

    private void offer() {
        good.at(blob.path(), FakeOrigin.body("application/x-thing", blob.bytes()));
    }

    private RawAnswer get(String query) {
        return cache.get(blob.path() + "?" + query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xs=%s", "sx=%s", "a=b&xs=%s&c", "sz=10000&sx=%s", "xs=&xs=:&as=x&xs=%s", "&&xs=%s/"})
    void asksTheServersThatAreNamed(String query) {
        offer();

        Answers.assertThat(get(query.formatted(at(good)))).hasStatus(200).hasBody(blob.bytes());
    }

    @Test
    void readsHintsThatArePercentEncoded() {
        offer();

        Answers.assertThat(get("xs=http%3A%2F%2F127.0.0.1%3A" + good.port())).hasStatus(200);
    }

    @Test
    void ofANameWithoutASchemeTriesHttpsBeforeHttp() {
        offer();

        Answers.assertThat(get("xs=127.0.0.1:" + good.port())).hasStatus(200);
        assertThat(good.handshakes()).isPositive();
    }

    @Test
    void asksInTheOrderOfTheHintsAndNoFurtherThanNeeded() {
        offer();
        bad.at(blob.path(), FakeOrigin.status(500));

        get("xs=" + at(good) + "&xs=" + at(bad));

        assertThat(bad.requests(blob.path())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 301, 400, 401, 402, 404, 429, 500, 503})
    void goesOnToTheNextServerWhereOneRefuses(int status) {
        offer();
        bad.at(blob.path(), FakeOrigin.status(status));

        Answers.assertThat(get("xs=" + at(bad) + "&xs=" + at(good))).hasBody(blob.bytes());
        assertThat(bad.requests(blob.path())).hasSize(1);
    }

    @Test
    void goesOnToTheNextServerWhereOneGivesOtherBytes() {
        offer();
        byte[] wrong = blob.bytes();
        wrong[9_999] ^= 1;
        bad.at(blob.path(), FakeOrigin.body("application/x-thing", wrong));

        Answers.assertThat(get("xs=" + at(bad) + "&xs=" + at(good))).hasBody(blob.bytes());
        assertThat(cache.fileOf(blob)).hasBinaryContent(blob.bytes());
    }

    @Test
    void goesOnToTheNextServerWhereABodyBreaksOffOrStallsOrNeverEnds() {
        for (FakeOrigin.Behaviour behaviour : List.of(
                FakeOrigin.cutOff(blob.bytes(0, 9_999), 10_000),
                FakeOrigin.stall(blob.bytes(0, 100), 10_000),
                FakeOrigin.endless(),
                FakeOrigin.raw("SSH-2.0-OpenSSH\r\n"))) {
            Blob other = Blob.fresh(1000);
            bad.at(other.path(), behaviour);
            good.at(other.path(), FakeOrigin.body("application/x-thing", other.bytes()));

            Answers.assertThat(cache.get(other.path() + "?xs=" + at(bad) + "&xs=" + at(good)))
                    .hasBody(other.bytes());
        }
    }

    @Test
    void isNotFoundWhereAllFail() {
        bad.at(
                blob.path(),
                FakeOrigin.body("application/x-thing", Blob.fresh(10).bytes()));

        Answers.assertThat(get("xs=" + at(bad) + "&xs=" + at(good) + "&as=" + ALICE))
                .isRefusal(404, "none came");
        Answers.assertThat(cache.get(blob.path())).hasStatus(404);
        assertThat(cache.fileOf(blob)).doesNotExist();
    }

    @Test
    void aWrongBlobIsNotKeptUnderItsOwnNameEither() {
        Blob other = Blob.fresh(10);
        bad.at(blob.path(), FakeOrigin.body("application/x-thing", other.bytes()));

        get("xs=" + at(bad));

        Answers.assertThat(cache.get(other.path())).hasStatus(404);
    }

    @Test
    void followsRedirects() {
        offer();
        bad.at(blob.path(), FakeOrigin.redirect(307, good.url(blob.path()).toString()));

        Answers.assertThat(get("xs=" + at(bad))).hasBody(blob.bytes());
    }

    @Test
    void doesNotReadABodyOfAnotherSizeThanTheHintSays() {
        bad.at(blob.path(), FakeOrigin.stall(blob.bytes(0, 100), 10_001));
        offer();

        Answers.assertThat(get("sz=10000&xs=" + at(bad) + "&xs=" + at(good))).hasStatus(200);
    }

    @Test
    void stopsReadingWhereABodyIsLongerThanTheHintSays() {
        bad.at(blob.path(), FakeOrigin.endless());

        Answers.assertThat(get("sz=10000&xs=" + at(bad))).hasStatus(404);
    }

    @Test
    void aWrongSizeOfOneClientDoesNotKeepTheBlobFromAnother() {
        offer();

        Answers.assertThat(get("sz=10001&xs=" + at(good))).hasStatus(404);
        Answers.assertThat(get("sz=10000&xs=" + at(good))).hasStatus(200);
    }

    @Test
    void aBlobOverTheLimitIsNotPassedOn() {
        Blob large = Blob.fresh(1_000_001);
        good.at(large.path(), FakeOrigin.body("application/x-thing", large.bytes()));
        bad.at(large.path(), FakeOrigin.bare(large.bytes()));

        Answers.assertThat(cache.get(large.path() + "?xs=" + at(good) + "&xs=" + at(bad)))
                .hasStatus(404);
    }

    @Test
    void looksIntoTheListsOfTheAuthorsAfterTheServers() {
        LISTS.put(ALICE, List.of(URI.create(at(bad))));
        LISTS.put(BOB, List.of(URI.create("http://127.0.0.1:1"), URI.create(at(good))));
        offer();

        Answers.assertThat(get("as=" + ALICE + "&as=" + BOB + "&xs=http://127.0.0.1:2"))
                .hasBody(blob.bytes());
        assertThat(ASKED).containsExactly(ALICE, BOB);
        assertThat(bad.requests(blob.path())).hasSize(1);
    }

    @Test
    void doesNotAskForListsWhereAServerHasIt() {
        offer();

        get("as=" + ALICE + "&xs=" + at(good));

        assertThat(ASKED).isEmpty();
    }

    @Test
    void asksForAListOnceInAWhile() {
        get("as=" + ALICE);
        get("as=" + ALICE);
        assertThat(ASKED).containsExactly(ALICE);

        cache.clock().pass(Duration.ofMinutes(2));
        LISTS.put(ALICE, List.of(URI.create(at(good))));
        offer();
        Answers.assertThat(get("as=" + ALICE)).hasStatus(200);
    }

    @Test
    void asksAServerThatIsNamedTwiceOnce() {
        LISTS.put(ALICE, List.of(URI.create(at(bad))));
        bad.at(blob.path(), FakeOrigin.status(404));

        get("xs=" + at(bad) + "&xs=" + at(bad) + "/&as=" + ALICE);

        assertThat(bad.requests(blob.path())).hasSize(1);
    }

    @Test
    void asksNoMoreServersAndAuthorsThanItMust() {
        LISTS.put(
                ALICE,
                IntStream.range(0, 20)
                        .mapToObj(i -> URI.create("http://127.0.0.1:" + (i + 1)))
                        .toList());
        String dead = IntStream.range(30, 38)
                .mapToObj(i -> "xs=http://127.0.0.1:" + i)
                .collect(Collectors.joining("&"));
        String keys = IntStream.range(0, 9)
                .mapToObj(i -> "as=" + Integer.toHexString(i).repeat(64))
                .collect(Collectors.joining("&"));
        offer();

        Answers.assertThat(get(dead + "&" + keys + "&xs=" + at(good))).hasStatus(404);
        assertThat(good.requests(blob.path())).isEmpty();
        assertThat(ASKED).hasSize(4);
    }

    @Test
    void reachesNoPrivateNetworkUnlessItIsTold(@TempDir Path other) {
        offer();
        try (TestCache guarded = TestCache.start(
                other,
                settings -> settings.privateOrigins(false),
                author -> List.of(URI.create(at(good))),
                new TestClock())) {
            for (String query : List.of(
                    "xs=" + at(good),
                    "xs=localhost:" + good.port(),
                    "xs=http://[::1]:" + good.port(),
                    "xs=169.254.169.254",
                    "as=" + ALICE)) {
                RawAnswer answer = guarded.get(blob.path() + "?" + query);

                // No word of why: it would tell a web page which hosts there are.
                Answers.assertThat(answer).hasStatus(404);
                assertThat(answer.text()).doesNotContain("network").doesNotContain("host");
            }
        }
        assertThat(good.requests(blob.path())).isEmpty();
    }

    @Test
    void doesNotWaitForItself() {
        Answers.assertThat(get("xs=" + cache.url())).hasStatus(404);
    }

    @Test
    void knowsNoAuthorsWhereNobodyIsAsked(@TempDir Path other) {
        try (TestCache lonely = TestCache.start(other)) {
            Answers.assertThat(lonely.get(blob.path() + "?as=" + ALICE)).hasStatus(404);
        }
    }
}
