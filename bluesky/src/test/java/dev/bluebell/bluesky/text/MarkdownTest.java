package dev.bluebell.bluesky.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read of a Markdown text. */
class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "**bold** and *slanted* | bold and slanted",
                "# Title\\nText | Title\\nText",
                "one\\ntwo | one\\ntwo",
                "one\\n\\ntwo | one\\n\\ntwo",
                "one\\n\\n\\n\\ntwo | one\\n\\ntwo",
                "`a*b*c` and 2 * 3 * 4 | a*b*c and 2 * 3 * 4",
                "```\\nx = 1\\n  y\\n``` | x = 1\\n  y",
                "```java\\nx\\n```\\nend | x\\nend",
                "```oops I forgot | oops I forgot",
                "\\\\*no\\\\* &amp; 1 < 2 | *no* & 1 < 2",
                "<b>html</b> | <b>html</b>",
                "---\\nx | ---\\nx",
                "# | #",
                "[a]: https://example.com | [a]: https://example.com",
                "1984\\\\. was | 1984. was",
            })
    void reads(String source, String text) {
        assertThat(Marked.markdown(source.replace("\\n", "\n").replace("\\\\", "\\"))
                        .text())
                .isEqualTo(text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "- one | - one",
                "- one\\n- two\\n  - three\\n\\nend | - one\\n- two\\n  - three\\n\\nend",
                "* a\\n\\n* b | * a\\n\\n* b",
                "3. three\\n4. four | 3. three\\n4. four",
                "1) a | 1) a",
                "> said\\n> she\\n\\nwell | > said\\n> she\\n\\nwell",
                "> - a\\n>\\n>   b | > - a\\n>\\n>   b",
                "intro\\n- one | intro\\n- one",
                "#hashtag first | #hashtag first",
            })
    void defect07KeepsListsQuotesAndTags(String source, String text) {
        // pysky dropped list items, and made a heading of a tag at the beginning.
        assertThat(Marked.markdown(source.replace("\\n", "\n")).text()).isEqualTo(text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[a](https://example.com) | a",
                "**see [a b](https://example.com)** | a b",
                "# [a](https://example.com) | a",
                "- x\\n  > [*a*](https://example.com) | a",
                "[**a `b`**](https://example.com) | a b",
                "<https://example.com> | https://example.com",
                "[](https://example.com) | https://example.com",
                "[a]\\n\\n[a]: https://example.com | a",
                "[![alt](x.png)](https://example.com) | https://example.com",
            })
    void defect07KeepsLinksInAnyNesting(String source, String covered) {
        // pysky lost a link within bold words.
        assertThat(Marked.facets(Marked.markdown(source.replace("\\n", "\n"))))
                .containsExactly(covered + " -> https://example.com");
    }

    @Test
    void defect07FindsPlainLinksMentionsAndTagsToo() {
        assertThat(Marked.facets(Marked.markdown("**https://example.com/_a_*b*?c=1&copy=2** by @alice.test, *#bees*")))
                .containsExactly(
                        "https://example.com/_a_*b*?c=1&copy=2 -> https://example.com/_a_*b*?c=1&copy=2",
                        "@alice.test -> " + Marked.ALICE,
                        "#bees -> #bees");
    }

    @Test
    void findsNothingInCodeAndNoLinkWithinALink() {
        assertThat(Marked.facets(Marked.markdown("`#a https://example.com` [https://a.com](https://b.com)")))
                .containsExactly("https://a.com -> https://b.com");
    }

    @Test
    void writesOutWhereALinkLeadsThatLeadsToNoPage() {
        assertThat(Marked.markdown("[me](mailto:a@b.c) [x](javascript:alert\\(1\\)) [y](example.com)")
                        .text())
                .isEqualTo("me (mailto:a@b.c) x (javascript:alert(1)) y");
    }

    @Test
    void defect06CollectsImages() {
        // pysky turned Markdown into text after it had sent the images.
        MarkedText text = MarkedText.markdown("Look ![a *red* bee](bee.png) here\n\n![](two.jpg)\n\nend");

        assertThat(text.text()).isEqualTo("Look here\n\nend");
        assertThat(text.images())
                .containsExactly(new MarkdownImage("bee.png", "a red bee"), new MarkdownImage("two.jpg", ""));
    }

    @Test
    void countsBytesAfterTheTextIsComplete() {
        RichText text = Marked.markdown("> **ä** 🐝 [ö](https://example.com)\n\n1. #ü");

        assertThat(text.text()).isEqualTo("> ä 🐝 ö\n\n1. #ü");
        assertThat(Marked.facets(text)).containsExactly("ö -> https://example.com", "#ü -> #ü");
    }

    @Test
    void losesNoWordOfRandomMarkdown() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            List<String> words = new ArrayList<>();
            String source = blocks(random, words, 0);

            RichText text = Marked.markdown(source);

            String what = "seed " + seed + " round " + round + " of\n" + source;
            assertThat(text.text().replaceAll("[^a-z]+", " ").strip()).as(what).isEqualTo(String.join(" ", words));
            assertThat(Marked.facets(text).stream().filter(facet -> facet.contains("https://e.test/")))
                    .as(what)
                    .hasSize(source.split("https://e.test/", -1).length - 1);
        }
    }

    @Test
    void losesNoCharacterOfRandomNoise() {
        String stock = "aAbBé🐝 *_`#>-[]()!\n\\~<.:";
        int[] codePoints = stock.codePoints().toArray();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            String source = random.ints(random.nextInt(60), 0, codePoints.length)
                    .mapToObj(i -> Character.toString(codePoints[i]))
                    .collect(Collectors.joining());

            MarkedText text = MarkedText.markdown(source);

            String seen = text.text()
                    + text.images().stream()
                            .map(image -> image.alt() + image.source())
                            .collect(Collectors.joining());
            assertThat(letters(seen)).as("seed %d: %s", seed, source).isEqualTo(letters(source));
        }
    }

    /** In any order: an image stands apart from its text. */
    private static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .sorted()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String blocks(Random random, List<String> words, int depth) {
        StringBuilder all = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String block = switch (random.nextInt(depth > 2 ? 3 : 6)) {
                case 0 -> "#".repeat(1 + random.nextInt(6)) + ' ' + inlines(random, words, 0);
                case 1 -> "```\n" + word(random, words) + "\n```";
                case 2 -> inlines(random, words, 0) + '\n' + inlines(random, words, 0);
                case 3 -> indent(blocks(random, words, depth + 1), "> ", "> ");
                case 4 -> indent(blocks(random, words, depth + 1), "- ", "  ");
                default -> indent(blocks(random, words, depth + 1), "7. ", "   ");
            };
            all.append(block).append("\n\n");
        }
        return all.toString().strip();
    }

    private static String indent(String block, String first, String others) {
        return first + block.replace("\n", "\n" + others);
    }

    private static String inlines(Random random, List<String> words, int depth) {
        StringBuilder all = new StringBuilder(word(random, words));
        for (int i = random.nextInt(4); i > 0; i--) {
            String inline = switch (random.nextInt(depth > 2 ? 2 : 5)) {
                case 0 -> word(random, words);
                case 1 -> '`' + word(random, words) + '`';
                case 2 -> "**" + inlines(random, words, depth + 1) + "**";
                case 3 -> '_' + inlines(random, words, depth + 1) + '_';
                default -> '[' + word(random, words) + "](https://e.test/" + random.nextInt(9) + ')';
            };
            all.append(' ').append(inline);
        }
        return all.toString();
    }

    private static String word(Random random, List<String> words) {
        String word = random.ints(1 + random.nextInt(6), 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        words.add(word);
        return word;
    }
}
