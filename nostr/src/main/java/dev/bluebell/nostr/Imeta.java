package dev.bluebell.nostr;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a note says about a picture, video or other file that its text links to (NIP-92).
 *
 * @param url where the file is, as it stands in the text
 * @param fields further facts, each a name, a blank and a value; empty if there are none
 */
public record Imeta(URI url, List<String> fields) {

    /** Copies the fields. */
    public Imeta {
        fields = List.copyOf(fields);
    }

    /** Nothing but where the file is; NIP-92 wants at least one further fact. */
    public static Imeta of(URI url) {
        return new Imeta(url, List.of());
    }

    /** Adds the MIME type. */
    public Imeta withType(String mime) {
        return with("m", mime);
    }

    /**
     * Adds the SHA-256 of the file.
     *
     * @throws IllegalArgumentException if it is not 64 lower-case hex digits
     */
    public Imeta withHash(String sha256) {
        return with("x", Hex.require("x", sha256, 64));
    }

    /** Adds the length of the file. */
    public Imeta withSize(long bytes) {
        return with("size", Long.toString(bytes));
    }

    /** Adds the size of a picture or video in pixels. */
    public Imeta withDimensions(int width, int height) {
        return with("dim", "%dx%d".formatted(width, height));
    }

    /** Adds what to show until the file is there. */
    public Imeta withBlurhash(String blurhash) {
        return with("blurhash", blurhash);
    }

    /** Adds what is to be seen, for those who do not see it. */
    public Imeta withAlt(String description) {
        return with("alt", description);
    }

    /** Adds another place where the same file is; may be added several times. */
    public Imeta withFallback(URI other) {
        return with("fallback", other.toString());
    }

    /** These facts and one more. Control characters of the value are left out, but for new lines and tabs. */
    public Imeta with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name + " " + Note.withoutControls(value));
        return new Imeta(url, more);
    }

    /** The tag of the note. */
    public List<String> tag() {
        List<String> tag = new ArrayList<>(List.of("imeta", "url " + url));
        tag.addAll(fields);
        return List.copyOf(tag);
    }
}
