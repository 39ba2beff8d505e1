package dev.bluebell.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Nostr event (NIP-01) of any shape, right or wrong.
 *
 * @param author who signs it
 * @param kind what sort of event it is
 * @param createdAt seconds since 1970
 * @param tags each a name with its values
 * @param content any text
 * @param flaw what is wrong with it
 */
public record RawEvent(RawKey author, int kind, long createdAt, List<List<String>> tags, String content, Flaw flaw) {

    /** What can be wrong with an event beside what it says. */
    public enum Flaw {
        /** It is as it should be. */
        NONE,
        /** The id is not the hash of the event; the signature is good for that id. */
        WRONG_ID,
        /** The id is right, one bit of the signature is not. */
        WRONG_SIGNATURE
    }

    /** Copies the tags. */
    public RawEvent {
        tags = List.copyOf(tags);
    }

    /** A flawless event without tags or content. */
    public RawEvent(RawKey author, int kind, long createdAt) {
        this(author, kind, createdAt, List.of(), "", Flaw.NONE);
    }

    /** With another kind. */
    public RawEvent withKind(int number) {
        return new RawEvent(author, number, createdAt, tags, content, flaw);
    }

    /** With another time, in seconds since 1970. */
    public RawEvent withCreatedAt(long seconds) {
        return new RawEvent(author, kind, seconds, tags, content, flaw);
    }

    /** With one more tag. */
    public RawEvent with(String... tag) {
        List<List<String>> more = new ArrayList<>(tags);
        more.add(List.of(tag));
        return new RawEvent(author, kind, createdAt, more, content, flaw);
    }

    /** Without the tags of that name. */
    public RawEvent without(String name) {
        List<List<String>> less =
                tags.stream().filter(tag -> !tag.getFirst().equals(name)).toList();
        return new RawEvent(author, kind, createdAt, less, content, flaw);
    }

    /** With other text. */
    public RawEvent withContent(String text) {
        return new RawEvent(author, kind, createdAt, tags, text, flaw);
    }

    /** With something wrong. */
    public RawEvent withFlaw(Flaw what) {
        return new RawEvent(author, kind, createdAt, tags, content, what);
    }

    /** {@return the signed event as JSON on one line} */
    public String json() {
        byte[] id = sha256(canonical());
        if (flaw == Flaw.WRONG_ID) {
            id[0] ^= 1;
        }
        byte[] signature = author.sign(id);
        if (flaw == Flaw.WRONG_SIGNATURE) {
            signature[63] ^= 1;
        }
        HexFormat hex = HexFormat.of();
        return "{\"id\":\"%s\",\"pubkey\":\"%s\",\"created_at\":%d,\"kind\":%d,\"tags\":%s,\"content\":%s,\"sig\":\"%s\"}"
                .formatted(
                        hex.formatHex(id),
                        author.publicKey(),
                        createdAt,
                        kind,
                        tagsJson(),
                        quoted(content),
                        hex.formatHex(signature));
    }

    /** What is hashed for the id. */
    private String canonical() {
        return "[0,\"%s\",%d,%d,%s,%s]".formatted(author.publicKey(), createdAt, kind, tagsJson(), quoted(content));
    }

    private String tagsJson() {
        return tags.stream()
                .map(tag -> tag.stream().map(RawEvent::quoted).collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Enough for tests: of the characters that NIP-01 escapes, the control characters are missing. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
