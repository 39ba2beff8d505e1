package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.Listing;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.ListAnswer;
import dev.bluebell.server.index.ListPage;
import dev.bluebell.server.index.StoredBlob;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** {@code GET /list/<pubkey>} (BUD-12): newest first, page after page by cursor, also bounded by time. */
final class ListEndpoint {

    private static final long LATEST_SECOND = Instant.MAX.getEpochSecond();

    /** A long page is some megabytes while it is made. */
    private static final int PAGES_AT_ONCE = 16;

    private final Semaphore pages = new Semaphore(PAGES_AT_ONCE);
    private final Listing listing;
    private final Admission admission;
    private final BlobIndex index;
    private final Names names;

    ListEndpoint(Listing listing, Admission admission, BlobIndex index, Names names) {
        this.listing = listing;
        this.admission = admission;
        this.index = index;
        this.names = names;
    }

    Answer handle(Exchange exchange, String owner) {
        if (listing == Listing.OFF) {
            throw new EarlyAnswer(404, "this server does not list blobs");
        }
        PublicKey key = key(owner);
        ListPage page = new ListPage(
                exchange.query("cursor").map(ListEndpoint::cursor),
                exchange.query("limit").map(ListEndpoint::limit).orElse(ServerLimits.PAGE),
                exchange.query("since").map(value -> time("since", value)),
                exchange.query("until").map(value -> time("until", value)));
        if (listing == Listing.TOKEN) {
            admission.authorise(exchange, Verb.LIST);
        }
        pages.acquireUninterruptibly();
        try {
            return answer(key, page, names.baseUrl(exchange.request()));
        } finally {
            pages.release();
        }
    }

    private Answer answer(PublicKey key, ListPage page, String baseUrl) {
        return switch (index.list(key, page)) {
            case ListAnswer.Page(List<StoredBlob> blobs) -> Answer.json(200, json(blobs, baseUrl));
            case ListAnswer.UnknownCursor unknown ->
                throw new EarlyAnswer(400, "the cursor names no blob of this key; start again without one");
        };
    }

    private static String json(List<StoredBlob> blobs, String baseUrl) {
        return blobs.stream()
                .map(blob -> Descriptors.of(blob, baseUrl).toJson())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static PublicKey key(String text) {
        try {
            return PublicKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new EarlyAnswer(400, "/list is followed by a public key, 64 hex digits");
        }
    }

    private static BlobHash cursor(String text) {
        return BlobHash.parse(text)
                .orElseThrow(
                        () -> new EarlyAnswer(400, "cursor must be the sha256 of the last blob of the page before"));
    }

    private static int limit(String text) {
        long limit = number("limit", text);
        if (limit < 1) {
            throw new EarlyAnswer(400, "limit must be 1 or more");
        }
        return (int) Math.min(limit, ServerLimits.LONGEST_PAGE);
    }

    private static Instant time(String name, String text) {
        long seconds = number(name, text);
        if (seconds < 0) {
            throw new EarlyAnswer(400, name + " must be seconds since 1970");
        }
        return Instant.ofEpochSecond(Math.min(seconds, LATEST_SECOND));
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new EarlyAnswer(400, name + " must be a whole number");
        }
    }
}
