package dev.bluebell.server.index;

import static dev.bluebell.server.index.Samples.ALICE;
import static dev.bluebell.server.index.Samples.BOB;
import static dev.bluebell.server.index.Samples.NOON;
import static dev.bluebell.server.index.Samples.hash;
import static dev.bluebell.server.index.Samples.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobIndex} does with blobs and their owners; {@link BlobListContract} is about lists. */
abstract class BlobIndexContract {

    private static final ListPage FIRST_PAGE = new ListPage(Optional.empty(), 10, Optional.empty(), Optional.empty());

    static final BlobHash HASH = hash("aa");

    BlobIndex index;

    /** An empty index. */
    abstract BlobIndex open();

    @BeforeEach
    void openIndex() {
        index = open();
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    @Test
    void findsNothingAtFirst() {
        assertThat(index.find(HASH)).isEmpty();
        assertThat(index.totals()).isEqualTo(new Totals(0, 0));
    }

    @Test
    void findsWhatWasRecorded() {
        Recorded recorded = index.record(png(HASH, 0), ALICE);

        assertThat(recorded).isEqualTo(new Recorded(true, png(HASH, 0)));
        assertThat(index.find(HASH)).contains(png(HASH, 0));
        assertThat(index.totals()).isEqualTo(new Totals(1, 100));
    }

    @Test
    void keepsWholeSeconds() {
        StoredBlob blob = new StoredBlob(HASH, 0, "text/plain", NOON.plusMillis(999));

        assertThat(index.record(blob, ALICE).blob().uploaded()).isEqualTo(NOON);
        assertThat(index.find(HASH)).contains(new StoredBlob(HASH, 0, "text/plain", NOON));
    }

    @Test
    void givesASecondOwnerTheFirstTypeAndHisOwnTime() {
        index.record(png(HASH, 0), ALICE);

        Recorded second = index.record(new StoredBlob(HASH, 100, "image/jpeg", NOON.plusSeconds(5)), BOB);

        assertThat(second).isEqualTo(new Recorded(false, png(HASH, 5)));
        assertThat(index.find(HASH)).map(StoredBlob::type).contains("image/png");
        assertThat(index.totals()).isEqualTo(new Totals(1, 100));
    }

    @Test
    void keepsTheTimeOfAnOwnersFirstClaim() {
        index.record(png(HASH, 0), ALICE);
        index.record(png(HASH, 3), BOB);

        assertThat(index.record(png(HASH, 5), BOB)).isEqualTo(new Recorded(false, png(HASH, 3)));
        assertThat(index.claim(HASH, BOB, NOON.plusSeconds(9))).contains(new Recorded(false, png(HASH, 3)));
    }

    @Test
    void claimsABlobThatIsThere() {
        index.record(png(HASH, 0), ALICE);

        assertThat(index.claim(HASH, BOB, NOON.plusSeconds(7))).contains(new Recorded(false, png(HASH, 7)));
        assertThat(index.drop(HASH, BOB)).isEqualTo(Dropped.CLAIM_DROPPED);
    }

    @Test
    void claimsNothingThatIsNotThere() {
        assertThat(index.claim(HASH, ALICE, NOON)).isEmpty();
        assertThat(index.drop(HASH, ALICE)).isEqualTo(Dropped.NOT_FOUND);
    }

    @Test
    void keepsABlobUntilItsLastOwnerDropsIt() {
        index.record(png(HASH, 0), ALICE);
        index.record(png(HASH, 1), BOB);

        assertThat(index.drop(HASH, ALICE)).isEqualTo(Dropped.CLAIM_DROPPED);
        assertThat(index.drop(HASH, ALICE)).isEqualTo(Dropped.NOT_OWNER);
        assertThat(index.find(HASH)).isPresent();
        assertThat(index.drop(HASH, BOB)).isEqualTo(Dropped.LAST_CLAIM_DROPPED);
        assertThat(index.drop(HASH, BOB)).isEqualTo(Dropped.NOT_FOUND);
        assertThat(index.find(HASH)).isEmpty();
        assertThat(index.totals()).isEqualTo(new Totals(0, 0));
    }

    @Test
    void recordsADroppedBlobAnew() {
        index.record(png(HASH, 0), ALICE);
        index.drop(HASH, ALICE);
        StoredBlob again = new StoredBlob(HASH, 100, "image/apng", NOON.plusSeconds(3));

        assertThat(index.record(again, BOB)).isEqualTo(new Recorded(true, again));
        assertThat(index.find(HASH)).contains(again);
    }

    private static final Appearance LOOKS =
            new Appearance(4000, 3000, Optional.of("LEHV6nWB2yk8pyo0adR*.7kCMdnj"), Optional.of(hash("7b")));

    @Test
    void tellsHowABlobLooksFromThenOn() {
        index.describe(HASH, LOOKS);
        assertThat(index.find(HASH)).as("a blob that is not here").isEmpty();
        index.record(png(HASH, 0), ALICE);
        assertThat(index.find(HASH)).contains(png(HASH, 0));

        index.describe(HASH, LOOKS);
        index.describe(HASH, new Appearance(1, 1, Optional.empty(), Optional.empty()));

        assertThat(index.find(HASH)).map(StoredBlob::appearance).contains(Optional.of(LOOKS));
        assertThat(index.record(png(HASH, 0), BOB).blob().appearance()).contains(LOOKS);
        assertThat(index.list(ALICE, FIRST_PAGE))
                .isInstanceOfSatisfying(
                        ListAnswer.Page.class,
                        page -> assertThat(page.blobs().getFirst().appearance()).contains(LOOKS));
    }

    @Test
    void forgetsHowABlobLookedWithItsLastOwner() {
        index.record(png(HASH, 0).madeOf(hash("01"), LOOKS), ALICE);
        index.record(png(HASH, 0), BOB);
        index.drop(HASH, ALICE);
        assertThat(index.find(HASH)).map(StoredBlob::appearance).contains(Optional.of(LOOKS));

        index.drop(HASH, BOB);
        index.record(png(HASH, 0), BOB);

        assertThat(index.find(HASH)).contains(png(HASH, 0));
    }

    @Test
    void tellsEachOwnerWhatHisBlobWasMadeOf() {
        index.record(png(HASH, 0).madeOf(hash("01"), LOOKS), ALICE);
        Recorded second = index.record(png(HASH, 0).madeOf(hash("02"), LOOKS), BOB);

        assertThat(second.blob().original()).contains(hash("02"));
        assertThat(index.claim(HASH, ALICE, NOON))
                .map(recorded -> recorded.blob().original())
                .contains(Optional.of(hash("01")));
        assertThat(index.find(HASH)).map(StoredBlob::original).contains(Optional.empty());
        assertThat(index.list(BOB, FIRST_PAGE))
                .isInstanceOfSatisfying(
                        ListAnswer.Page.class,
                        page -> assertThat(page.blobs().getFirst().original()).contains(hash("02")));
    }

    @Test
    void addsUpTheSizesOfAllBlobs() {
        index.record(new StoredBlob(hash("01"), 5_000_000_000L, "video/mp4", NOON), ALICE);
        index.record(new StoredBlob(hash("02"), 7, "text/plain", NOON), BOB);

        assertThat(index.totals()).isEqualTo(new Totals(2, 5_000_000_007L));
    }

    @Test
    void callsABlobNewForJustOneOfManyThatRecordItAtOnce() throws Exception {
        List<Recorded> answers = atOnce(8, i -> index.record(png(HASH, i), new PublicKey(("0" + i).repeat(32))));

        assertThat(answers).filteredOn(Recorded::newBlob).hasSize(1);
        assertThat(index.totals()).isEqualTo(new Totals(1, 100));
        for (int i = 0; i < 8; i++) {
            assertThat(index.drop(HASH, new PublicKey(("0" + i).repeat(32))))
                    .isEqualTo(i < 7 ? Dropped.CLAIM_DROPPED : Dropped.LAST_CLAIM_DROPPED);
        }
    }

    @Test
    void tellsJustOneOfManyThatItDroppedTheLastClaim() throws Exception {
        index.record(png(HASH, 0), ALICE);
        index.record(png(HASH, 0), BOB);

        List<Dropped> answers = atOnce(8, i -> index.drop(HASH, i % 2 == 0 ? ALICE : BOB));

        assertThat(answers).containsOnlyOnce(Dropped.CLAIM_DROPPED, Dropped.LAST_CLAIM_DROPPED);
        assertThat(index.totals()).isEqualTo(new Totals(0, 0));
    }

    @FunctionalInterface
    private interface Numbered<T> {
        T call(int number);
    }

    private static <T> List<T> atOnce(int threads, Numbered<T> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<T>> calls = IntStream.range(0, threads)
                .<Callable<T>>mapToObj(i -> () -> {
                    start.await();
                    return call.call(i);
                })
                .toList();
        List<T> answers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> answer : executor.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void namesTheBlobsOfAPrefix() {
        List.of(hash("ab"), hash("abff"), hash("ac"), hash("ff"), new BlobHash("f".repeat(64)))
                .forEach(hash -> index.record(png(hash, 0), ALICE));

        assertThat(index.hashesWithPrefix("ab")).containsExactlyInAnyOrder(hash("ab"), hash("abff"));
        assertThat(index.hashesWithPrefix("abff")).containsExactly(hash("abff"));
        assertThat(index.hashesWithPrefix("ff")).containsExactlyInAnyOrder(hash("ff"), new BlobHash("f".repeat(64)));
        assertThat(index.hashesWithPrefix("00")).isEmpty();
        assertThat(index.hashesWithPrefix("")).hasSize(5);
        assertThat(index.hashesWithPrefix("f".repeat(64))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "g", "00000000000000000000000000000000000000000000000000000000000000000"})
    void wantsAPrefixOfHexDigits(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> index.hashesWithPrefix(prefix));
    }

    @Test
    void wantsASizeThatCanBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredBlob(HASH, -1, "image/png", Instant.EPOCH));
    }
}
