package dev.bluebell.bluesky.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in plain text. */
class DetectionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "see https://example.com/a?b=c#d today | https://example.com/a?b=c#d -> https://example.com/a?b=c#d",
                "see example.com/a, please | example.com/a -> https://example.com/a",
                "HTTP://EXAMPLE.com works | HTTP://EXAMPLE.com -> HTTP://EXAMPLE.com",
                "(https://example.com) | https://example.com -> https://example.com",
                "https://example.com/a_(b) | https://example.com/a_(b) -> https://example.com/a_(b)",
                "(see https://example.com/a_(b)). | https://example.com/a_(b) -> https://example.com/a_(b)",
                "https://example.com... | https://example.com -> https://example.com",
                "https://example.com/what?! | https://example.com/what -> https://example.com/what",
                "my-site.co.uk: | my-site.co.uk -> https://my-site.co.uk",
                "http://localhost:3000/x | http://localhost:3000/x -> http://localhost:3000/x",
            })
    void findsLinks(String text, String facet) {
        assertThat(Marked.facets(Marked.plain(text))).containsExactly(facet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end.Then more",
                "a.b.c",
                "readme.txt",
                "john.me@example.com",
                "https://",
                "https://...",
                "http:///x",
                "1.5.2",
                "e.g. this",
                "xhttps://example.com"
            })
    void findsNoLinksWhereNoneAre(String text) {
        assertThat(Marked.facets(Marked.plain(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "hello @alice.example.com! | @alice.example.com",
                "(@alice.test) | @alice.test",
                "@ALICE.bsky.social. | @ALICE.bsky.social",
            })
    void findsMentions(String text, String covered) {
        assertThat(Marked.facets(Marked.plain(text))).containsExactly(covered + " -> " + Marked.ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@alice", "@alice.nosuchtld", "me@alice.test", "@bob.test", "@@alice.test"})
    void leavesTextWhereNobodyIsMentioned(String text) {
        assertThat(Marked.facets(Marked.plain(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "#one | #one -> #one",
                "a #two! | #two -> #two",
                "#a_b-c. | #a_b-c -> #a_b-c",
                "＃全角 | ＃全角 -> #全角",
                "#2026a | #2026a -> #2026a",
                "#🦋 | #🦋 -> #🦋",
            })
    void findsTags(String text, String facet) {
        assertThat(Marked.facets(Marked.plain(text))).containsExactly(facet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "#1", "#2026!", "a#b", "#...", "# one", "#\uFE0F\u20E3"})
    void findsNoTagsWhereNoneAre(String text) {
        assertThat(Marked.facets(Marked.plain(text))).isEmpty();
    }

    @Test
    void findsTagsOfAtMost64Characters() {
        assertThat(Marked.facets(Marked.plain("#" + "x".repeat(64)))).hasSize(1);
        assertThat(Marked.facets(Marked.plain("#" + "x".repeat(65)))).isEmpty();
    }

    @Test
    void findsCashtags() {
        assertThat(Marked.facets(Marked.plain("buy $AAPL, ($tsla) not $toolong or $5 or US$AAPL")))
                .containsExactly("$AAPL -> #$AAPL", "$tsla -> #$TSLA");
    }

    @Test
    void countsBytesBehindEmojiAndUmlauts() {
        RichText text = Marked.plain("👨‍👩‍👧 Grüße: https://example.com #é");

        assertThat(Marked.facets(text)).containsExactly("https://example.com -> https://example.com", "#é -> #é");
        assertThat(text.facets().getFirst().byteStart()).isEqualTo(28);
    }

    @Test
    void defect11TakesFacetsByCharactersAndByBytes() {
        // pysky counted characters where bytes are wanted, and failed before that.
        String text = "Ä https://example.com is here";
        Facet byHand = Facet.ofCharacters(text, 25, 29, new Feature.Link("https://example.com/here"));

        RichText rich = MarkedText.plain(text, List.of(byHand)).resolve(MentionResolver.NOBODY);

        assertThat(byHand.byteStart()).isEqualTo(26);
        assertThat(Marked.facets(rich))
                .containsExactly("https://example.com -> https://example.com", "here -> https://example.com/here");
    }

    @Test
    void findsNothingWhereACallerHasPutAFacet() {
        String text = "see example.com now";

        RichText rich = MarkedText.plain(text, List.of(new Facet(4, 19, new Feature.Link("https://example.org/"))))
                .resolve(MentionResolver.NOBODY);

        assertThat(Marked.facets(rich)).containsExactly("example.com now -> https://example.org/");
    }

    @Test
    void readsTextsMadeToTakeLong() {
        for (String piece : List.of("https://a.com/)", ")", "a.", "#", "# 1", "@a", "$A", "(", "a-", "#1")) {
            String text = piece.repeat(MarkedText.MOST_CHARACTERS / piece.length());

            long begun = System.nanoTime();
            RichText unused = Marked.plain(text);
            RichText unusedToo = Marked.markdown(text);

            assertThat(System.nanoTime() - begun).as(piece).isLessThan(20_000_000_000L);
        }
    }
}
