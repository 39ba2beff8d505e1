package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    /** An event that another program signed, and what is particular about it. */
    record Foreign(String about, String json) {

        static Foreign of(String line) {
            List<String> cells = List.of(line.split("\t", 2));
            return new Foreign(cells.get(0), cells.get(1));
        }

        @Override
        public String toString() {
            return about;
        }
    }

    /** Signed by nostr-tools 2.25.2; the one with control characters by a script, as nostr-tools escapes those. */
    static Stream<Foreign> foreignEvents() {
        return TestVectors.lines("foreign-events.tsv").stream().map(Foreign::of);
    }

    @ParameterizedTest
    @MethodSource("foreignEvents")
    void agreesWithOthersOnIdAndSignature(Foreign foreign) {
        assertThat(Event.parse(foreign.json()).check()).isEqualTo(EventCheck.VALID);
    }

    @ParameterizedTest
    @MethodSource("foreignEvents")
    void readsBackWhatItWrites(Foreign foreign) {
        Event event = Event.parse(foreign.json());

        assertThat(Event.parse(event.toJson())).isEqualTo(event);
        assertThat(event.toJson()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bud-03-server-list",
                "nip-98-authorization-header",
                "old-bud-01-authorization-header",
                "old-bud-01-get",
                "old-bud-01-upload",
                "old-bud-02-list"
            })
    void findsTheSoundExamplesOfTheSpecificationsValid(String name) {
        assertThat(TestVectors.event("valid/" + name).check()).isEqualTo(EventCheck.VALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bud-03-note", "nip-98-example", "old-bud-01-get", "old-bud-02-delete"})
    void findsTheBrokenExamplesOfTheSpecificationsInvalid(String name) {
        assertThat(TestVectors.event("invalid/" + name).check()).isEqualTo(EventCheck.WRONG_ID);
    }

    @Test
    void noticesAnyChangedComponent() {
        Event event = TestVectors.event("valid/bud-03-server-list");
        String otherHex = "0".repeat(64);

        assertThat(Stream.of(
                        copy(event, otherHex, event.createdAt(), event.content(), event.signature()),
                        copy(event, event.id(), event.createdAt().plusSeconds(1), event.content(), event.signature()),
                        copy(event, event.id(), event.createdAt(), " ", event.signature())))
                .extracting(Event::check)
                .containsOnly(EventCheck.WRONG_ID);
        assertThat(copy(event, event.id(), event.createdAt(), event.content(), otherHex.repeat(2))
                        .check())
                .isEqualTo(EventCheck.WRONG_SIGNATURE);
    }

    @Test
    void findsNoSignatureOfAKeyThatIsNoPointOfTheCurve() {
        var nobody = new PublicKey("eefdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34");
        var draft = new EventDraft(Instant.EPOCH, 1, List.of(), "");
        var event = new Event(draft.id(nobody), nobody, draft.createdAt(), 1, draft.tags(), "", "0".repeat(128));

        assertThat(event.check()).isEqualTo(EventCheck.WRONG_SIGNATURE);
    }

    @Test
    void findsTheValuesOfItsTags() {
        Event event = withTags(
                List.of(List.of("x", "1"), List.of("x"), List.of(), List.of("y", "2"), List.of("x", "3", "4")));

        assertThat(event.tagValues("x")).containsExactly("1", "3");
        assertThat(event.firstTag("x")).hasValue("1");
        assertThat(event.firstTag("y")).hasValue("2");
        assertThat(event.tagValues("z")).isEmpty();
        assertThat(event.firstTag("z")).isEmpty();
    }

    @Test
    void writesItsFieldsInTheOrderOfNip01() {
        Event event = TestVectors.event("valid/old-bud-02-list");

        assertThat(event.toJson())
                .isEqualTo("{\"id\":\"%s\",\"pubkey\":\"%s\",\"created_at\":1708772350,\"kind\":24242,"
                                .formatted(event.id(), event.author())
                        + "\"tags\":[[\"t\",\"list\"],[\"expiration\",\"1708858680\"]],\"content\":\"List Blobs\","
                        + "\"sig\":\"%s\"}".formatted(event.signature()));
    }

    @Test
    void refusesAnIdOrASignatureThatIsNotHex() {
        Event event = TestVectors.event("valid/old-bud-02-list");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy(event, "x", event.createdAt(), "", event.signature()))
                .withMessage("id must be 64 lower-case hex digits, has 1 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy(event, event.id(), event.createdAt(), "", "A".repeat(128)))
                .withMessage("sig must be lower-case hex, the character at 0 is not");
    }

    private static Event withTags(List<List<String>> tags) {
        Event event = TestVectors.event("valid/old-bud-02-list");
        return new Event(event.id(), event.author(), event.createdAt(), 1, tags, "", event.signature());
    }

    private static Event copy(Event event, String id, Instant createdAt, String content, String signature) {
        return new Event(id, event.author(), createdAt, event.kind(), event.tags(), content, signature);
    }
}
