package dev.bluebell.bluesky.text;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text that was read, with what was found in it; only who is mentioned has not been asked yet. Immutable.
 *
 * <pre>{@code
 * RichText text = MarkedText.markdown("**Read** [this](https://example.com), @alice.example!")
 *         .resolve(handle -> identities.claimed(handle));
 * }</pre>
 */
public final class MarkedText {

    /** Longer texts are refused before they are read. */
    public static final int MOST_CHARACTERS = 30_000;

    private final String text;
    private final List<Mark> marks;
    private final List<MarkdownImage> images;

    private MarkedText(String text, List<Mark> marks, List<MarkdownImage> images) {
        this.text = text;
        this.marks = List.copyOf(marks);
        this.images = List.copyOf(images);
    }

    /**
     * A text as it stands, with the links, mentions, tags and cashtags that are found in it.
     *
     * @throws IllegalArgumentException if it is too long to be read, or broken
     */
    public static MarkedText plain(String text) {
        return plain(text, List.of());
    }

    /**
     * The same with facets of the caller's, which come before those that are found.
     *
     * @throws IllegalArgumentException if the text is too long or broken, or the facets do not fit it
     */
    public static MarkedText plain(String text, List<Facet> facets) {
        check(text);
        return new MarkedText(text, Detection.complete(text, marks(new RichText(text, facets))), List.of());
    }

    /** A text with facets of the caller's and no others. */
    public static MarkedText exact(RichText text) {
        return new MarkedText(text.text(), marks(text), List.of());
    }

    /**
     * Markdown: links become facets, images are collected, emphasis and the marks of headings are dropped, lists, quotes and code
     * stay as text.
     *
     * @throws IllegalArgumentException if it is too long to be read, or broken
     */
    public static MarkedText markdown(String source) {
        check(source);
        MarkdownReader reader = MarkdownReader.read(source);
        return new MarkedText(reader.text(), Detection.complete(reader.text(), reader.marks()), reader.images());
    }

    private static void check(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a text of more than %d characters is not read".formatted(MOST_CHARACTERS));
        }
        if (!Offsets.isWhole(text)) {
            throw new IllegalArgumentException("the text holds half a character");
        }
    }

    private static List<Mark> marks(RichText rich) {
        return rich.facets().stream()
                .map(facet -> Mark.of(
                        Offsets.character(rich.text(), facet.byteStart()),
                        Offsets.character(rich.text(), facet.byteEnd()),
                        facet.feature()))
                .toList();
    }

    /** As people will read it. */
    public String text() {
        return text;
    }

    /** The images of a Markdown text, in their order. */
    public List<MarkdownImage> images() {
        return images;
    }

    /** How many graphemes it has, which are what people call characters. */
    public int graphemes() {
        return Graphemes.count(text);
    }

    /** Whether it is as short as that. */
    public boolean fits(TextLimits limits) {
        return limits.allows(text);
    }

    /**
     * As several texts that are short enough: cut between paragraphs, lines, sentences or words, in that order, and within a
     * word only if it alone is too long. Links and the like stay whole where they can. Blanks at the ends of the parts are
     * gone, no other character is. The images go with the first part.
     *
     * @return one text at least
     */
    public List<MarkedText> split(TextLimits limits) {
        List<MarkedText> parts = new ArrayList<>();
        for (TextSplit.Part part : new TextSplit(text, marks, limits).parts()) {
            parts.add(new MarkedText(part.text(), part.marks(), parts.isEmpty() ? images : List.of()));
        }
        return parts;
    }

    /** As it is posted: each handle is asked about once; mentions of nobody stay text. */
    public RichText resolve(MentionResolver resolver) {
        Map<Handle, Optional<Did>> asked = new HashMap<>();
        List<Facet> facets = new ArrayList<>();
        for (Mark mark : marks) {
            Optional<? extends Feature> feature = switch (mark.meaning()) {
                case Mark.Meaning.Known(Feature known) -> Optional.of(known);
                case Mark.Meaning.Called(Handle handle) ->
                    asked.computeIfAbsent(handle, resolver::resolve).map(Feature.Mention::new);
                case Mark.Meaning.Code code -> Optional.empty();
            };
            feature.ifPresent(one -> facets.add(Facet.ofCharacters(text, mark.start(), mark.end(), one)));
        }
        return new RichText(text, facets);
    }
}
