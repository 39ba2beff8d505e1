package dev.bluebell.blossom.client;

import java.time.Instant;

/**
 * Which blobs of a key to list, newest first.
 *
 * @param pageSize how many to ask for at once, at least 1; servers may give fewer
 * @param since the earliest time of upload
 * @param until the latest time of upload
 */
public record ListQuery(int pageSize, Instant since, Instant until) {

    /**
     * Checks the page.
     *
     * @throws IllegalArgumentException if a page has no items
     */
    public ListQuery {
        if (pageSize < 1) {
            throw new IllegalArgumentException("a page has at least one item, not " + pageSize);
        }
    }

    /** Every blob, in pages of 100. */
    public static ListQuery all() {
        return new ListQuery(100, Instant.EPOCH, Instant.MAX);
    }

    /** The same in pages of another size. */
    public ListQuery withPageSize(int items) {
        return new ListQuery(items, since, until);
    }

    /** The same without what was uploaded earlier. */
    public ListQuery withSince(Instant time) {
        return new ListQuery(pageSize, time, until);
    }

    /** The same without what was uploaded later. */
    public ListQuery withUntil(Instant time) {
        return new ListQuery(pageSize, since, time);
    }
}
