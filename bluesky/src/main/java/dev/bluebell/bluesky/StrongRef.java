package dev.bluebell.bluesky;

/**
 * A record as it was when somebody pointed at it.
 *
 * @param uri where it is
 * @param cid what it is
 */
public record StrongRef(AtUri uri, Cid cid) {}
