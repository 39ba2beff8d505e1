package dev.bluebell.server.index;

/**
 * What all blobs of the server come to. A blob with several owners counts once.
 *
 * @param blobs how many
 * @param sizeBytes of all together
 */
public record Totals(long blobs, long sizeBytes) {}
