package dev.bluebell.blossom.servers;

/** Why a server is asked for a blob, in the order of asking. */
public enum Source {
    /** A {@code blossom:} URI names it. */
    HINT,
    /** An author that a {@code blossom:} URI names keeps blobs there. */
    AUTHOR,
    /** It is one of one's own. */
    CONFIGURED,
    /** It is a cache nearby. */
    CACHE
}
