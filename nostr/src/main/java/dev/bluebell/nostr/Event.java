package dev.bluebell.nostr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signed event (NIP-01). Its shape is checked, its id and signature are not: ask {@link #check()} before trusting
 * it.
 *
 * @param id 64 lower-case hex digits
 * @param author the field {@code pubkey}
 * @param createdAt in whole seconds; the rest is dropped
 * @param kind what sort of event it is, 0 to 65535
 * @param tags each a name followed by its values; a tag may be empty
 * @param content any text; its meaning depends on the kind
 * @param signature the field {@code sig}, 128 lower-case hex digits
 */
public record Event(
        String id,
        PublicKey author,
        Instant createdAt,
        int kind,
        List<List<String>> tags,
        String content,
        String signature) {

    /** @throws IllegalArgumentException if a component has not its shape; the message names it */
    public Event {
        Hex.requireId(id);
        EventDraft draft = new EventDraft(createdAt, kind, tags, content);
        createdAt = draft.createdAt();
        tags = draft.tags();
        Hex.require("sig", signature, 2 * Schnorr.SIGNATURE_BYTES);
    }

    /**
     * Reads the JSON of an event, strictly: every field is there once and of its type, and nothing but blanks comes
     * after it. Fields that NIP-01 does not know are passed over.
     *
     * @param json at most 1 Mi characters, nested at most 16 deep
     * @throws NostrException.MalformedEvent if the text is anything else, and no other exception
     */
    public static Event parse(String json) {
        return NostrJson.parseEvent(json);
    }

    /** The event as JSON on one line, its fields in the order of NIP-01. */
    public String toJson() {
        return NostrJson.write(this);
    }

    /** Whether the author signed just this: one hash and, if it fits, one signature check. */
    public EventCheck check() {
        if (!new EventDraft(createdAt, kind, tags, content).id(author).equals(id)) {
            return EventCheck.WRONG_ID;
        }
        return Schnorr.FASTEST.verify(Hex.decode(id), author.bytes(), Hex.decode(signature))
                ? EventCheck.VALID
                : EventCheck.WRONG_SIGNATURE;
    }

    /** The value of each tag of this name, in their order; tags without a value are passed over. */
    public List<String> tagValues(String name) {
        return tags.stream()
                .filter(tag -> tag.size() > 1 && tag.getFirst().equals(name))
                .map(tag -> tag.get(1))
                .toList();
    }

    /** The value of the first tag of this name that has one. */
    public Optional<String> firstTag(String name) {
        return tagValues(name).stream().findFirst();
    }
}
