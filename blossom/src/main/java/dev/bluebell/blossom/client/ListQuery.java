package dev.bluebell.blossom.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which blobs of a key to list, newest first.
 *
 * @param pageSize how many to ask for at once, at least 1; servers may give fewer
 * @param since the earliest time of upload
 * @param until the latest time of upload
 * @param authorization whether and how to sign
 * @param timeout until the answer to a page begins; if empty, as the client was built
 * @param payments who pays, page by page, if the server wants that; if empty, as the client was built
 */
public record ListQuery(
        int pageSize,
        Instant since,
        Instant until,
        Authorization authorization,
        Optional<Duration> timeout,
        Optional<PaymentHandler> payments) {

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

    /** Every blob, in pages of 100, signed when the server asks for it, with time-outs and payments of the client. */
    public static ListQuery all() {
        return new ListQuery(
                100, Instant.EPOCH, Instant.MAX, Authorization.automatic(), Optional.empty(), Optional.empty());
    }

    /** The same in pages of another size. */
    public ListQuery withPageSize(int items) {
        return new ListQuery(items, since, until, authorization, timeout, payments);
    }

    /** The same without what was uploaded earlier. */
    public ListQuery withSince(Instant time) {
        return new ListQuery(pageSize, time, until, authorization, timeout, payments);
    }

    /** The same without what was uploaded later. */
    public ListQuery withUntil(Instant time) {
        return new ListQuery(pageSize, since, time, authorization, timeout, payments);
    }

    /** The same, signed in another way. */
    public ListQuery withAuthorization(Authorization other) {
        return new ListQuery(pageSize, since, until, other, timeout, payments);
    }

    /** The same with another time-out. */
    public ListQuery withTimeout(Duration time) {
        return new ListQuery(pageSize, since, until, authorization, Optional.of(time), payments);
    }

    /** The same, paid by somebody else. */
    public ListQuery withPayments(PaymentHandler handler) {
        return new ListQuery(pageSize, since, until, authorization, timeout, Optional.of(handler));
    }
}
