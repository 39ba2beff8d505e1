package dev.bluebell.server.index;

/**
 * An owner has a blob now.
 *
 * @param newBlob whether the server did not have it before
 * @param blob as the index knows it: with the size and type that were recorded first, and the time of this owner's claim,
 *     which may be an old one
 */
public record Recorded(boolean newBlob, StoredBlob blob) {}
