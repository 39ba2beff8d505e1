package dev.bluebell.testing;

/** What a Blossom server in use wants or does, beside or against the specification. */
public enum Quirk {
    /** It decodes tokens in the alphabet with {@code +} and {@code /} only, and padded. */
    STANDARD_BASE64,
    /** It decodes tokens in the alphabet with {@code -} and {@code _} only, and without padding, as BUD-11 says. */
    URL_BASE64,
    /** It refuses tokens as bad requests that have a {@code +} or {@code /} in their text. */
    PLAIN_BASE64,
    /** A {@code server} tag must be its bare domain, as BUD-11 says. */
    DOMAIN_TAG,
    /** A {@code server} tag must be its whole URL. */
    URL_TAG,
    /** A token must have been made within three minutes of now. */
    NEAR_IN_TIME,
    /** A token must not come from the future, as BUD-11 says. */
    NOT_AHEAD,
    /** A token to write must name the blob, as BUD-11 says. */
    HASH_TAG,
    /** Reading and listing want a token too. */
    PRIVATE,
    /** An upload must tell its hash in {@code X-SHA-256}. */
    SHA_HEADER,
    /** An upload must tell its hash in {@code Content-Digest}, as bare hex. */
    CONTENT_DIGEST,
    /** Media want a token for an upload. */
    MEDIA_AS_UPLOAD,
    /** It answers 204 when asked whether it would take an upload. */
    NO_CONTENT,
    /** It cannot be asked whether it would take an upload. */
    NO_CHECK,
    /** It tells neither type nor length when asked about a blob. */
    BARE_HEAD,
    /** It answers 200 for a new blob. */
    ALWAYS_OK,
    /** It pages by time and not by cursor. */
    CURSOR_IGNORED,
    /** It gives the whole list whatever it is asked. */
    NO_PAGES
}
