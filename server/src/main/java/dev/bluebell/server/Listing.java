package dev.bluebell.server;

/** Who may see which blobs a key has uploaded ({@code GET /list}, BUD-12). */
public enum Listing {
    /** Anyone, without a token. */
    PUBLIC,
    /** Whoever shows a valid token for the verb {@code list}. */
    TOKEN,
    /** Nobody: the endpoint is not offered. */
    OFF
}
