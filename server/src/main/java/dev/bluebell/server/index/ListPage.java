package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import java.time.Instant;
import java.util.Optional;

/**
 * Which part of an owner's list is asked for.
 *
 * @param cursor the last blob of the page before; the page begins with the one after it
 * @param limit how many blobs at most, 1 or more
 * @param since no blob that was uploaded before this second
 * @param until no blob that was uploaded after this second
 */
public record ListPage(Optional<BlobHash> cursor, int limit, Optional<Instant> since, Optional<Instant> until) {

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ListPage {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one blob, not " + limit);
        }
    }
}
