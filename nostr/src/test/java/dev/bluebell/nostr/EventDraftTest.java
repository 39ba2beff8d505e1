package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDraftTest {

    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    @Test
    void keepsWholeSecondsOnly() {
        assertThat(new EventDraft(NOON.plusMillis(999), 1, List.of(), "")).isEqualTo(draft(""));
        assertThat(new EventDraft(Instant.ofEpochSecond(-1, 1), 1, List.of(), "").createdAt())
                .isEqualTo(Instant.ofEpochSecond(-1));
    }

    @Test
    void copiesItsTags() {
        List<String> tag = new ArrayList<>(List.of("t", "cats"));
        List<List<String>> tags = new ArrayList<>(List.of(tag));
        EventDraft draft = new EventDraft(NOON, 1, tags, "");

        tag.add("dogs");
        tags.clear();

        assertThat(draft.tags()).containsExactly(List.of("t", "cats"));
        assertThat(draft.tags()).isUnmodifiable();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesKindsOutOfRange(int kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventDraft(NOON, kind, List.of(), ""))
                .withMessage("kind must be 0 to 65535, is %d", kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\ude00b", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void refusesHalfSurrogatePairs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draft(text))
                .withMessage("content must not hold half a surrogate pair");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventDraft(NOON, 1, List.of(List.of("t", text)), ""))
                .withMessage("tags must not hold half a surrogate pair");
    }

    private static EventDraft draft(String content) {
        return new EventDraft(NOON, 1, List.of(), content);
    }
}
