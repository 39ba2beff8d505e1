package dev.bluebell.blossom;

import java.util.Locale;

/** What a token allows its bearer to do (BUD-11, tag {@code t}). */
public enum Verb {
    /** Read a blob. */
    GET,
    /** Store a blob, by upload or by mirror. */
    UPLOAD,
    /** See which blobs a key has. */
    LIST,
    /** Remove the author's own claim on a blob. */
    DELETE,
    /** Have a blob processed before it is stored. */
    MEDIA;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The value of the {@code t} tag: the name in lower case. */
    public String tag() {
        return tag;
    }
}
