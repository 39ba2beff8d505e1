package dev.bluebell.bluesky.cursor;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import java.util.Optional;

/**
 * What a position is the position in. Two scopes have nothing to do with each other if they differ in any of these.
 *
 * @param account in whose name the list is read; empty for nobody's
 * @param host the server that is asked, in lower case, with the port if it is not the usual one; at most 255 characters
 * @param endpoint what is asked of it
 * @param key which of its lists: a function of the parameters, at most 1,024 characters; empty if there is only one
 */
public record CursorScope(Optional<Did> account, String host, Nsid endpoint, String key) {

    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_KEY = 1024;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if the host is empty, or it or the key is too long
     */
    public CursorScope {
        if (host.isEmpty() || host.length() > LONGEST_HOST) {
            throw new IllegalArgumentException("a host has 1 to 255 characters, not " + host.length());
        }
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("a cursor key has at most 1024 characters, not " + key.length());
        }
    }
}
