package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Report;
import dev.bluebell.nostr.Event;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements on one report and on the others of its reporter, for use inside a transaction. */
final class ReportStatements {

    private final Handle handle;
    private final Event event;
    private final byte[] id;
    private final byte[] reporter;

    ReportStatements(Handle handle, Event event) {
        this.handle = handle;
        this.event = event;
        this.id = HexFormat.of().parseHex(event.id());
        this.reporter = event.author().bytes();
    }

    /** Whether this is known, or the reporter has signed something about this blob later. */
    boolean isOutdated(BlobHash hash) {
        return handle.createQuery("""
                        SELECT 1 FROM reported_blobs JOIN reports USING (event_id)
                        WHERE sha256 = :sha256 AND reported_blobs.reporter = :reporter
                        AND (created > :created OR event_id = :id) LIMIT 1""")
                .bind("sha256", hash.bytes())
                .bind("reporter", reporter)
                .bind("created", event.createdAt().getEpochSecond())
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** When the reports of this reporter since {@code since} came, the first one first. */
    List<Instant> arrivals(Instant since) {
        return handle.createQuery("""
                        SELECT received FROM reports WHERE reporter = :reporter AND received > :since
                        ORDER BY received""")
                .bind("reporter", reporter)
                .bind("since", since.getEpochSecond())
                .map((row, context) -> Instant.ofEpochSecond(row.getLong("received")))
                .list();
    }

    /** How many reports there are of all reporters. */
    int countAll() {
        return handle.createQuery("SELECT count(*) FROM reports")
                .mapTo(Integer.class)
                .one();
    }

    void addEvent(Instant received) {
        handle.createUpdate("""
                        INSERT INTO reports (event_id, reporter, created, received, event)
                        VALUES (:id, :reporter, :created, :received, :event)""")
                .bind("id", id)
                .bind("reporter", reporter)
                .bind("created", event.createdAt().getEpochSecond())
                .bind("received", received.getEpochSecond())
                .bind("event", event.toJson())
                .execute();
    }

    /** Forgets what the reporter has said about a blob before. */
    void removeItems(BlobHash hash) {
        handle.createUpdate("DELETE FROM reported_blobs WHERE sha256 = :sha256 AND reporter = :reporter")
                .bind("sha256", hash.bytes())
                .bind("reporter", reporter)
                .execute();
    }

    void addItem(Report.Item item) {
        handle.createUpdate("""
                        INSERT INTO reported_blobs (sha256, reporter, type, event_id)
                        VALUES (:sha256, :reporter, :type, :id) ON CONFLICT DO NOTHING""")
                .bind("sha256", item.hash().bytes())
                .bind("reporter", reporter)
                .bind("type", item.type().tag())
                .bind("id", id)
                .execute();
    }

    /** Removes those reports of this reporter of which nothing is left. */
    void removeEmptyEvents() {
        handle.createUpdate("""
                        DELETE FROM reports WHERE reporter = :reporter
                        AND NOT EXISTS (SELECT 1 FROM reported_blobs WHERE event_id = reports.event_id)""").bind("reporter", reporter).execute();
    }
}
