package dev.bluebell.bluesky.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RichTextTest {

    private static final Feature LINK = new Feature.Link("https://example.com");

    @Test
    void refusesFacetsThatOverlap() {
        assertThatThrownBy(() -> new RichText("abcdef", List.of(new Facet(2, 5, LINK), new Facet(0, 3, LINK))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
    }

    @Test
    void refusesFacetsThatCutACharacterOrLieOutside() {
        assertThatThrownBy(() -> new RichText("é", List.of(new Facet(0, 1, LINK))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RichText("🐝", List.of(new Facet(0, 2, LINK))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RichText("a", List.of(new Facet(0, 2, LINK))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Facet.ofCharacters("🐝", 0, 1, LINK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RichText.of("\uD83D")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void defect22CountsWhatPeopleCallCharacters() {
        // pysky did not count at all.
        assertThat(RichText.of("👨‍👩‍👧‍👦🇩🇪e\u0301").graphemes()).isEqualTo(3);
        assertThat(RichText.of("👨‍👩‍👧‍👦".repeat(120)).fits(TextLimits.POST)).isTrue();
        assertThat(RichText.of("👨‍👩‍👧‍👦".repeat(121)).fits(TextLimits.POST)).isFalse();
        assertThat(RichText.of("x".repeat(300)).fits(TextLimits.POST)).isTrue();
        assertThat(RichText.of("x".repeat(301)).fits(TextLimits.POST)).isFalse();
    }

    @Test
    void splitsBetweenParagraphsThenSentencesThenWords() {
        assertThat(split("one two three\n\nfour five six", 20)).containsExactly("one two three", "four five six");
        assertThat(split("One two three. Four five six.", 20)).containsExactly("One two three.", "Four five six.");
        assertThat(split("one two three four five", 10)).containsExactly("one two", "three four", "five");
        assertThat(split("onetwothreefour", 10)).containsExactly("onetwothre", "efour");
        assertThat(split("short", 10)).containsExactly("short");
        assertThat(split("  ", 10)).containsExactly("");
    }

    @Test
    void doesNotCutALinkThatFits() {
        List<RichText> parts =
                split(MarkedText.plain("words and words https://example.com/a-b-c"), new TextLimits(30, 300));

        assertThat(parts.get(0).text()).isEqualTo("words and words");
        assertThat(Marked.facets(parts.get(1)))
                .containsExactly("https://example.com/a-b-c -> https://example.com/a-b-c");
    }

    @Test
    void keepsALinkOnBothSidesWhereItMustBeCut() {
        RichText text = new RichText("abcdefghijkl", List.of(new Facet(0, 12, LINK)));

        assertThat(split(MarkedText.exact(text), new TextLimits(8, 80)).stream()
                        .flatMap(part -> Marked.facets(part).stream()))
                .containsExactly("abcdefgh -> https://example.com", "ijkl -> https://example.com");
    }

    @Test
    void losesNothingBySplitting() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String text = words(random);
            RichText whole = Marked.plain(text);
            TextLimits limits = new TextLimits(5 + random.nextInt(60), 40 + random.nextInt(200));

            List<RichText> parts = split(MarkedText.exact(whole), limits);

            String what = "seed " + seed + " round " + round;
            assertThat(parts).as(what).allMatch(part -> part.fits(limits));
            assertThat(blankless(parts.stream().map(RichText::text).collect(Collectors.joining())))
                    .as(what)
                    .isEqualTo(blankless(text));
            assertThat(parts.stream()
                            .flatMap(part -> part.facets().stream().map(part::covered))
                            .collect(Collectors.joining()))
                    .as(what)
                    .isEqualTo(whole.facets().stream().map(whole::covered).collect(Collectors.joining()));
        }
    }

    private static String words(Random random) {
        List<String> stock = List.of(
                "one",
                "Grüße",
                "🇩🇪",
                "👨‍👩‍👧‍👦",
                "https://example.com/a/long/way",
                "#tag",
                "@alice.test",
                "end.",
                "\n",
                "\n\n",
                "averyveryverylongwordindeed",
                "e\u0301",
                "(x)",
                "例えば。");
        return random.ints(1 + random.nextInt(60), 0, stock.size())
                .mapToObj(stock::get)
                .collect(Collectors.joining(" "));
    }

    private static String blankless(String text) {
        return text.replaceAll("\\s", "");
    }

    private static List<String> split(String text, int graphemes) {
        return split(MarkedText.exact(RichText.of(text)), new TextLimits(graphemes, 3000)).stream()
                .map(RichText::text)
                .toList();
    }

    private static List<RichText> split(MarkedText text, TextLimits limits) {
        return text.split(limits).stream()
                .map(part -> part.resolve(MentionResolver.NOBODY))
                .toList();
    }
}
