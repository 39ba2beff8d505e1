package dev.bluebell.server.index;

import static dev.bluebell.server.index.Samples.ALICE;
import static dev.bluebell.server.index.Samples.BOB;
import static dev.bluebell.server.index.Samples.NOON;
import static dev.bluebell.server.index.Samples.hash;
import static dev.bluebell.server.index.Samples.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlobHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every {@link BlobIndex} lists the blobs of an owner. */
abstract class BlobListContract {

    private static final Optional<BlobHash> FROM_THE_START = Optional.empty();
    private static final Optional<Instant> ANY_TIME = Optional.empty();

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

    private static Optional<Instant> second(long afterNoon) {
        return Optional.of(NOON.plusSeconds(afterNoon));
    }

    private List<StoredBlob> list(ListPage page) {
        return ((ListAnswer.Page) index.list(ALICE, page)).blobs();
    }

    private void record(StoredBlob... blobs) {
        for (StoredBlob blob : blobs) {
            index.record(blob, ALICE);
        }
    }

    @Test
    void listsNothingOfAnOwnerWithoutBlobs() {
        index.record(png(hash("01"), 0), BOB);

        assertThat(list(new ListPage(FROM_THE_START, 10, ANY_TIME, ANY_TIME))).isEmpty();
    }

    @Test
    void listsTheLatestFirstAndThenByHash() {
        record(png(hash("02"), 1), png(hash("03"), 2), png(hash("01"), 1), png(hash("ff"), 0));

        assertThat(list(new ListPage(FROM_THE_START, 10, ANY_TIME, ANY_TIME)))
                .containsExactly(png(hash("03"), 2), png(hash("01"), 1), png(hash("02"), 1), png(hash("ff"), 0));
    }

    @Test
    void listsWithTheTimeOfTheOwnersClaim() {
        index.record(png(hash("01"), 0), BOB);
        index.claim(hash("01"), ALICE, NOON.plusSeconds(8));

        assertThat(list(new ListPage(FROM_THE_START, 10, ANY_TIME, ANY_TIME))).containsExactly(png(hash("01"), 8));
    }

    @Test
    void listsNoLongerWhatWasDropped() {
        record(png(hash("01"), 0), png(hash("02"), 0));
        index.drop(hash("01"), ALICE);

        assertThat(list(new ListPage(FROM_THE_START, 10, ANY_TIME, ANY_TIME))).containsExactly(png(hash("02"), 0));
    }

    @Test
    void countsBothEndsOfATimeIn() {
        record(png(hash("00"), 0), png(hash("01"), 1), png(hash("02"), 2), png(hash("03"), 3));

        assertThat(list(new ListPage(FROM_THE_START, 10, second(1), second(2))))
                .containsExactly(png(hash("02"), 2), png(hash("01"), 1));
        assertThat(list(new ListPage(FROM_THE_START, 10, second(2), ANY_TIME))).hasSize(2);
        assertThat(list(new ListPage(FROM_THE_START, 10, ANY_TIME, second(0)))).hasSize(1);
        assertThat(list(new ListPage(FROM_THE_START, 10, second(3), second(2)))).isEmpty();
        assertThat(list(new ListPage(FROM_THE_START, 10, Optional.of(Instant.MIN), Optional.of(Instant.MAX))))
                .hasSize(4);
    }

    @Test
    void goesOnAfterTheCursor() {
        record(png(hash("01"), 1), png(hash("02"), 1), png(hash("03"), 1), png(hash("00"), 0));

        assertThat(list(new ListPage(Optional.of(hash("01")), 2, ANY_TIME, ANY_TIME)))
                .containsExactly(png(hash("02"), 1), png(hash("03"), 1));
        assertThat(list(new ListPage(Optional.of(hash("03")), 2, ANY_TIME, ANY_TIME)))
                .containsExactly(png(hash("00"), 0));
        assertThat(list(new ListPage(Optional.of(hash("00")), 2, ANY_TIME, ANY_TIME)))
                .isEmpty();
    }

    @Test
    void holdsACursorAgainstTheTimesThatAreAskedFor() {
        record(png(hash("01"), 3), png(hash("02"), 3), png(hash("03"), 2), png(hash("04"), 1), png(hash("05"), 1));

        assertThat(list(new ListPage(Optional.of(hash("01")), 10, ANY_TIME, second(2))))
                .as("the cursor is later than all that is asked for")
                .containsExactly(png(hash("03"), 2), png(hash("04"), 1), png(hash("05"), 1));
        assertThat(list(new ListPage(Optional.of(hash("01")), 10, second(3), ANY_TIME)))
                .containsExactly(png(hash("02"), 3));
        assertThat(list(new ListPage(Optional.of(hash("04")), 10, second(2), ANY_TIME)))
                .as("the cursor is earlier")
                .isEmpty();
    }

    @Test
    void knowsNoCursorThatIsNotABlobOfTheOwner() {
        index.record(png(hash("0b"), 0), BOB);
        record(png(hash("0a"), 0));
        index.drop(hash("0a"), ALICE);

        for (String digits : List.of("0a", "0b", "0c")) {
            assertThat(index.list(ALICE, new ListPage(Optional.of(hash(digits)), 10, ANY_TIME, ANY_TIME)))
                    .as(digits)
                    .isEqualTo(new ListAnswer.UnknownCursor());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesEveryBlobOnceHoweverManyShareASecond(long seed) {
        Random random = new Random(seed);
        List<StoredBlob> blobs = new ArrayList<>();
        int seconds = 1 + random.nextInt(5);
        for (int i = 0; i < 60; i++) {
            blobs.add(png(hash(random), random.nextInt(seconds)));
        }
        record(blobs.toArray(StoredBlob[]::new));
        long since = random.nextInt(seconds) - 1L;
        long until = random.nextInt(seconds);
        List<StoredBlob> expected = blobs.stream()
                .filter(blob -> !blob.uploaded().isBefore(NOON.plusSeconds(since)))
                .filter(blob -> !blob.uploaded().isAfter(NOON.plusSeconds(until)))
                .sorted(Comparator.comparing(StoredBlob::uploaded).reversed().thenComparing(StoredBlob::hash))
                .toList();

        assertThat(pages(1 + random.nextInt(7), second(since), second(until)))
                .as("seed %d", seed)
                .isEqualTo(expected);
    }

    private List<StoredBlob> pages(int limit, Optional<Instant> since, Optional<Instant> until) {
        List<StoredBlob> all = new ArrayList<>();
        List<StoredBlob> page = list(new ListPage(FROM_THE_START, limit, since, until));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            assertThat(all).doesNotHaveDuplicates();
            page = list(new ListPage(Optional.of(page.getLast().hash()), limit, since, until));
        }
        return all;
    }

    @Test
    void wantsAPageWithAtLeastOneBlob() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ListPage(FROM_THE_START, 0, ANY_TIME, ANY_TIME));
    }
}
