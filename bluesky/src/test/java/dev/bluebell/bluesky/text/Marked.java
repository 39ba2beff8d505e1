package dev.bluebell.bluesky.text;

import dev.bluebell.bluesky.Did;
import java.util.List;
import java.util.Optional;

/** Shows a text with its facets as one would like to read them: {@code covered -> what}. */
final class Marked {

    static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");

    private Marked() {}

    static RichText plain(String text) {
        return MarkedText.plain(text).resolve(Marked::alice);
    }

    static RichText markdown(String source) {
        return MarkedText.markdown(source).resolve(Marked::alice);
    }

    private static Optional<Did> alice(dev.bluebell.bluesky.Handle handle) {
        return handle.value().startsWith("alice.") ? Optional.of(ALICE) : Optional.empty();
    }

    static List<String> facets(RichText text) {
        return text.facets().stream()
                .map(facet -> text.covered(facet) + " -> "
                        + switch (facet.feature()) {
                            case Feature.Link(String uri) -> uri;
                            case Feature.Mention(Did did) -> did.value();
                            case Feature.Tag(String tag) -> '#' + tag;
                        })
                .toList();
    }
}
