package dev.bluebell.nostr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What an event will say, before somebody signs it (NIP-01).
 *
 * @param createdAt in whole seconds; the rest is dropped
 * @param kind what sort of event it is, 0 to 65535
 * @param tags each a name followed by its values
 * @param content any text; its meaning depends on the kind
 */
public record EventDraft(Instant createdAt, int kind, List<List<String>> tags, String content) {

    private static final int MAX_KIND = 65_535;

    /** @throws IllegalArgumentException if the kind is out of range, or a text holds half a surrogate pair */
    public EventDraft {
        requireKind(kind);
        createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
        tags = tags.stream().map(List::copyOf).toList();
        tags.forEach(tag -> tag.forEach(text -> requireUnicode("tags", text)));
        requireUnicode("content", content);
    }

    /**
     * The id that the event gets from this author: the SHA-256 of its canonical form.
     *
     * @return 64 lower-case hex digits
     */
    public String id(PublicKey author) {
        byte[] canonical = CanonicalForm.of(this, author).getBytes(StandardCharsets.UTF_8);
        return Hex.encode(sha256().digest(canonical));
    }

    static int requireKind(int kind) {
        if (kind < 0 || kind > MAX_KIND) {
            throw new IllegalArgumentException("kind must be 0 to %d, is %d".formatted(MAX_KIND, kind));
        }
        return kind;
    }

    /** Half a surrogate pair has no UTF-8 form, hence no id on which two programs would agree. */
    private static void requireUnicode(String field, String text) {
        if (text.codePoints().anyMatch(EventDraft::isSurrogate)) {
            throw new IllegalArgumentException(field + " must not hold half a surrogate pair");
        }
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
