package dev.bluebell.blossom;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A complaint about blobs, told to their server (BUD-09) as a signed event (NIP-56).
 *
 * @param items what the complaint is about, at least one
 * @param text what the person has to say, may be empty
 */
public record Report(List<Item> items, String text) {

    /** The kind of the event. */
    public static final int KIND = 1984;

    /**
     * One blob and what is wrong with it.
     *
     * @param hash which blob
     * @param type what is wrong
     */
    public record Item(BlobHash hash, Type type) {}

    /** What can be wrong with a blob (NIP-56). */
    public enum Type {
        /** Depictions of nudity or sex. */
        NUDITY,
        /** Programs that do harm. */
        MALWARE,
        /** Hateful or obscene speech. */
        PROFANITY,
        /** Against the law somewhere. */
        ILLEGAL,
        /** Unwanted in bulk. */
        SPAM,
        /** Somebody pretends to be somebody else. */
        IMPERSONATION,
        /** Anything else, also what a report does not name or names in a word that nobody knows. */
        OTHER;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** The word for it in an {@code x} tag. */
        public String tag() {
            return tag;
        }

        private static Type of(String word) {
            return Stream.of(values())
                    .filter(type -> type.tag.equalsIgnoreCase(word))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    /**
     * Copies the items.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Report {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a report is about at least one blob");
        }
    }

    /**
     * Reads a report from its event, whose signature is the caller's to check. {@code x} tags without a hash are passed
     * over.
     *
     * @throws BlossomException.Malformed if the event is of another kind or names no blob; fit for {@code X-Reason}
     */
    public static Report read(Event event) {
        if (event.kind() != KIND) {
            throw new BlossomException.Malformed(
                    "a report is an event of kind %d, not %d".formatted(KIND, event.kind()));
        }
        List<Item> items =
                event.tags().stream().flatMap(tag -> item(tag).stream()).toList();
        if (items.isEmpty()) {
            throw new BlossomException.Malformed("a report has an x tag with the hash of a blob");
        }
        return new Report(items, event.content());
    }

    /** The event that carries this report, to be signed. */
    public EventDraft draft(Instant createdAt) {
        List<List<String>> tags = items.stream()
                .map(item -> List.of("x", item.hash().hex(), item.type().tag()))
                .toList();
        return new EventDraft(createdAt, KIND, tags, text);
    }

    private static Optional<Item> item(List<String> tag) {
        if (tag.size() < 2 || !tag.getFirst().equals("x")) {
            return Optional.empty();
        }
        String word = tag.size() > 2 ? tag.get(2) : "";
        return BlobHash.parse(tag.get(1)).map(hash -> new Item(hash, Type.of(word)));
    }
}
