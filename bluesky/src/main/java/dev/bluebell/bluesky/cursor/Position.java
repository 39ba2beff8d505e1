package dev.bluebell.bluesky.cursor;

import java.nio.charset.StandardCharsets;

/**
 * How far a list has been read: a cursor of the server, or what the reader remembers of the newest items.
 *
 * @param text at most 64 KiB of UTF-8, of no meaning to whoever keeps it
 */
public record Position(String text) {

    /** So long it may be in UTF-8. */
    public static final int MOST_BYTES = 64 * 1024;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public Position {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("a position in a list has at most 64 KiB");
        }
    }
}
