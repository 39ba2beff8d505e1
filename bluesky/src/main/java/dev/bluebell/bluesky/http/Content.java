package dev.bluebell.bluesky.http;

/**
 * What is sent with a request.
 *
 * @param type its media type
 * @param sizeBytes how long it is, 0 or more
 * @param source its bytes, no more and no fewer than that
 */
public record Content(String type, long sizeBytes, ContentSource source) {

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Content {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a body cannot have fewer than no bytes");
        }
    }
}
