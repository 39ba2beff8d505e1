package dev.bluebell.bluesky;

import java.util.regex.Pattern;

/**
 * The name of an endpoint or a kind of record, such as {@code app.bsky.feed.post}.
 *
 * @param value a domain name from its end, and a last word; at most 317 characters
 */
public record Nsid(String value) {

    private static final int MOST_CHARACTERS = 317;
    private static final String PART = "(?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern SYNTAX =
            Pattern.compile("[a-zA-Z]" + PART + "(?:\\.[a-zA-Z0-9]" + PART + ")+\\.[a-zA-Z][a-zA-Z0-9]{0,62}");

    /**
     * Checks the spelling.
     *
     * @throws IllegalArgumentException if it is no such name
     */
    public Nsid {
        if (value.length() > MOST_CHARACTERS || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a name like app.bsky.feed.post is wanted");
        }
    }

    /**
     * Reads the name of an endpoint, with or without {@code xrpc/} before it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Nsid parse(String text) {
        String bare = text.strip();
        bare = bare.startsWith("/") ? bare.substring(1) : bare;
        return new Nsid(bare.startsWith("xrpc/") ? bare.substring("xrpc/".length()) : bare);
    }

    @Override
    public String toString() {
        return value;
    }
}
