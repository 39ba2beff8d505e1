package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static final Instant NOON = Instant.ofEpochSecond(1_700_000_000);
    private static final String ID = "e".repeat(64);
    private static final PublicKey AUTHOR = new PublicKey("a".repeat(64));
    private static final PublicKey OTHER = new PublicKey("b".repeat(64));
    private static final Event EVENT = new Event(
            ID,
            AUTHOR,
            NOON,
            1,
            List.of(List.of("t", "cats"), List.of("t", "dogs"), List.of("p", OTHER.hex())),
            "",
            "5".repeat(128));

    @Test
    void matchesAllWithoutAnyCondition() {
        assertThat(Filter.builder().build().matches(EVENT)).isTrue();
    }

    @Test
    void matchesByIdAuthorAndKind() {
        assertThat(Filter.builder().ids(List.of("f".repeat(64), ID)).build().matches(EVENT))
                .isTrue();
        assertThat(Filter.builder().ids(List.of("f".repeat(64))).build().matches(EVENT))
                .isFalse();
        assertThat(Filter.builder().authors(List.of(OTHER, AUTHOR)).build().matches(EVENT))
                .isTrue();
        assertThat(Filter.builder().authors(List.of(OTHER)).build().matches(EVENT))
                .isFalse();
        assertThat(Filter.builder().kinds(0, 1).build().matches(EVENT)).isTrue();
        assertThat(Filter.builder().kinds(0).build().matches(EVENT)).isFalse();
    }

    @Test
    void matchesByTagValuesOneOfEachName() {
        assertThat(Filter.builder().tag('t', List.of("dogs", "birds")).build().matches(EVENT))
                .isTrue();
        assertThat(Filter.builder().tag('t', List.of("birds")).build().matches(EVENT))
                .isFalse();
        assertThat(Filter.builder().tag('T', List.of("dogs")).build().matches(EVENT))
                .isFalse();
        assertThat(Filter.builder()
                        .tag('t', List.of("cats"))
                        .tag('p', List.of(AUTHOR.hex()))
                        .build()
                        .matches(EVENT))
                .isFalse();
    }

    @Test
    void countsBothEndsOfTheTimeIn() {
        assertThat(Filter.builder().since(NOON).until(NOON).build().matches(EVENT))
                .isTrue();
        assertThat(Filter.builder().since(NOON.plusSeconds(1)).build().matches(EVENT))
                .isFalse();
        assertThat(Filter.builder().until(NOON.minusSeconds(1)).build().matches(EVENT))
                .isFalse();
    }

    @Test
    void comparesWholeSeconds() {
        Instant halfPast = NOON.plusMillis(500);

        assertThat(Filter.builder().since(halfPast).until(halfPast).build().matches(EVENT))
                .isTrue();
    }

    @Test
    void needsEveryConditionToBeMet() {
        assertThat(Filter.builder().kinds(1).authors(List.of(OTHER)).build().matches(EVENT))
                .isFalse();
    }

    @Test
    void doesNotTakeTheLimitForACondition() {
        assertThat(Filter.builder().limit(0).build().matches(EVENT)).isTrue();
    }

    @Test
    void writesWhatARelayReads() {
        Filter filter = Filter.builder()
                .ids(List.of(ID))
                .authors(List.of(AUTHOR))
                .kinds(10063, 1)
                .tag('x', List.of("\"b\"", "a"))
                .tag('T', List.of("c"))
                .since(NOON)
                .until(NOON.plusSeconds(5))
                .limit(0)
                .build();

        assertThat(filter.toJson())
                .isEqualTo("{\"ids\":[\"" + ID + "\"],\"authors\":[\"" + AUTHOR + "\"],\"kinds\":[1,10063],"
                        + "\"#T\":[\"c\"],\"#x\":[\"\\\"b\\\"\",\"a\"],"
                        + "\"since\":1700000000,\"until\":1700000005,\"limit\":0}");
        assertThat(Filter.builder().build()).hasToString("{}");
    }

    @Test
    void addsWhenAListIsGivenTwice() {
        assertThat(Filter.builder()
                        .kinds(1)
                        .kinds(2)
                        .tag('t', List.of("a"))
                        .tag('t', List.of("b"))
                        .build())
                .hasToString("{\"kinds\":[1,2],\"#t\":[\"a\",\"b\"]}");
    }

    @Test
    void doesNotChangeWithItsBuilder() {
        Filter.Builder builder = Filter.builder().tag('t', List.of("a"));
        Filter filter = builder.build();

        builder.tag('t', List.of("b")).kinds(7);

        assertThat(filter).hasToString("{\"#t\":[\"a\"]}");
    }

    @Test
    void refusesListsWithoutValuesSinceTheyWouldReadAsNoCondition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.builder().authors(List.of()))
                .withMessage("a filter needs at least one of its authors");
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.builder().ids(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.builder().kinds());
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.builder().tag('t', List.of()));
    }

    @Test
    void refusesValuesThatNoEventHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.builder().ids(List.of("E".repeat(64))));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.builder().kinds(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.builder().limit(-1));
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '#', 'ä', '@', '[', '`', '{'})
    void refusesTagNamesThatRelaysDoNotIndex(char name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.builder().tag(name, List.of("x")));
    }

    @Test
    void goesOnFromALaterMomentWithoutItsLimit() {
        Filter filter =
                Filter.builder().kinds(1).until(NOON.plusSeconds(9)).limit(3).build();

        Filter resumed = filter.resumedAt(NOON.plusMillis(500));

        assertThat(resumed).hasToString("{\"kinds\":[1],\"since\":1700000000,\"until\":1700000009}");
        assertThat(resumed.resumedAt(NOON.minusSeconds(1))).hasToString(resumed.toString());
        assertThat(filter).hasToString("{\"kinds\":[1],\"until\":1700000009,\"limit\":3}");
    }
}
