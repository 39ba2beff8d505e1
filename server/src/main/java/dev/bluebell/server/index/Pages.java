package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Pages of an owner's blobs. A page begins where its cursor stands, not at an offset: one search for the rest of the
 * cursor's second, one for what is older. Neither reads more rows than it gives, however many blobs share a second.
 */
final class Pages {

    /** The rest of a second. */
    static final String SAME_SECOND = Statements.CLAIMS + """
            WHERE pubkey = :pubkey AND uploaded = :second AND sha256 > :cursor
            ORDER BY sha256 LIMIT :limit""";

    /** A stretch of time. */
    static final String STRETCH = Statements.CLAIMS + """
            WHERE pubkey = :pubkey AND uploaded BETWEEN :since AND :until
            ORDER BY uploaded DESC, sha256 LIMIT :limit""";

    private final Handle handle;
    private final PublicKey owner;
    private final int limit;
    private final long since;
    private final long until;

    private Pages(Handle handle, PublicKey owner, ListPage page) {
        this.handle = handle;
        this.owner = owner;
        this.limit = page.limit();
        this.since = page.since().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE);
        this.until = page.until().map(Instant::getEpochSecond).orElse(Long.MAX_VALUE);
    }

    static ListAnswer list(Handle handle, PublicKey owner, ListPage page) {
        Pages pages = new Pages(handle, owner, page);
        if (page.cursor().isEmpty()) {
            return new ListAnswer.Page(pages.stretch(pages.until, page.limit()));
        }
        Optional<StoredBlob> cursor = new Statements(handle).claim(page.cursor().get(), owner);
        return cursor.isPresent() ? pages.after(cursor.get()) : new ListAnswer.UnknownCursor();
    }

    private ListAnswer after(StoredBlob cursor) {
        long second = cursor.uploaded().getEpochSecond();
        List<StoredBlob> blobs = new ArrayList<>();
        if (since <= second && second <= until) {
            blobs.addAll(sameSecond(second, cursor.hash()));
        }
        if (blobs.size() < limit) {
            blobs.addAll(stretch(Math.min(until, second - 1), limit - blobs.size()));
        }
        return new ListAnswer.Page(blobs);
    }

    private List<StoredBlob> sameSecond(long second, BlobHash cursor) {
        return handle.createQuery(SAME_SECOND)
                .bind("pubkey", owner.bytes())
                .bind("second", second)
                .bind("cursor", cursor.bytes())
                .bind("limit", limit)
                .map(Statements::storedBlob)
                .list();
    }

    private List<StoredBlob> stretch(long last, int count) {
        return handle.createQuery(STRETCH)
                .bind("pubkey", owner.bytes())
                .bind("since", since)
                .bind("until", last)
                .bind("limit", count)
                .map(Statements::storedBlob)
                .list();
    }
}
