package dev.bluebell.bluesky.text;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * A text as it is posted, with what is in it.
 *
 * @param text as people read it
 * @param facets by where they begin; none overlaps another
 */
public record RichText(String text, List<Facet> facets) {

    /**
     * Sorts and checks the facets.
     *
     * @throws IllegalArgumentException if the text is broken, or facets overlap, lie outside of it or cut a character in two
     */
    public RichText {
        if (!Offsets.isWhole(text)) {
            throw new IllegalArgumentException("the text holds half a character");
        }
        facets = facets.stream()
                .sorted(Comparator.comparingInt(Facet::byteStart))
                .toList();
        int last = 0;
        for (Facet facet : facets) {
            if (facet.byteStart() < last) {
                throw new IllegalArgumentException("two facets overlap at byte " + facet.byteStart());
            }
            last = facet.byteEnd();
            if (Offsets.character(text, facet.byteStart()) < 0 || Offsets.character(text, last) < 0) {
                throw new IllegalArgumentException(
                        "no character begins at byte %d or %d of the text".formatted(facet.byteStart(), last));
            }
        }
    }

    /** A text and nothing in it. */
    public static RichText of(String text) {
        return new RichText(text, List.of());
    }

    /** How many graphemes it has, which are what people call characters. */
    public int graphemes() {
        return Graphemes.count(text);
    }

    /** How long it is in UTF-8. */
    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether it is as short as that. */
    public boolean fits(TextLimits limits) {
        return limits.allows(text);
    }

    /** What a facet covers. */
    public String covered(Facet facet) {
        return text.substring(Offsets.character(text, facet.byteStart()), Offsets.character(text, facet.byteEnd()));
    }
}
