package dev.bluebell.server.index;

import dev.bluebell.blossom.Report;
import dev.bluebell.nostr.Event;
import java.time.Instant;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/** The statements on reports, for use inside a transaction. */
final class ReportStatements {

    private final Handle handle;

    ReportStatements(Handle handle) {
        this.handle = handle;
    }

    /**
     * Keeps a report, unless it is kept already.
     *
     * @return whether it is new
     */
    boolean add(Event event, Report report, Instant received) {
        boolean added = addEvent(event, received);
        if (added) {
            report.items().forEach(item -> addItem(event, item));
        }
        return added;
    }

    private boolean addEvent(Event event, Instant received) {
        return handle.createUpdate("""
                        INSERT INTO reports (event_id, reporter, received, event)
                        VALUES (:id, :reporter, :received, :event) ON CONFLICT DO NOTHING""")
                        .bind("id", HexFormat.of().parseHex(event.id()))
                        .bind("reporter", event.author().bytes())
                        .bind("received", received.getEpochSecond())
                        .bind("event", event.toJson())
                        .execute()
                == 1;
    }

    private void addItem(Event event, Report.Item item) {
        handle.createUpdate("""
                        INSERT INTO reported_blobs (sha256, event_id, type)
                        VALUES (:sha256, :id, :type) ON CONFLICT DO NOTHING""")
                .bind("sha256", item.hash().bytes())
                .bind("id", HexFormat.of().parseHex(event.id()))
                .bind("type", item.type().tag())
                .execute();
    }
}
