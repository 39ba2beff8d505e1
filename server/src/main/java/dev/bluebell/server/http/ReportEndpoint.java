package dev.bluebell.server.http;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Report;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.index.BlobIndex;
import java.time.InstantSource;

/** {@code PUT /report} (BUD-09): keeps a signed report about blobs that are stored here. The signature is the proof. */
final class ReportEndpoint implements Endpoint {

    private final BlobIndex index;
    private final InstantSource clock;

    ReportEndpoint(BlobIndex index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    @Override
    public Answer handle(Exchange exchange) {
        Event event = event(exchange.text(ServerLimits.JSON_BYTES));
        Report report = report(event);
        if (report.items().stream().noneMatch(item -> index.find(item.hash()).isPresent())) {
            throw new Refusal(404, "none of the reported blobs is stored here");
        }
        index.report(event, report, clock.instant());
        return Answer.empty(200);
    }

    private static Event event(String json) {
        try {
            Event event = Event.parse(json);
            if (event.check() == EventCheck.VALID) {
                return event;
            }
        } catch (NostrException.MalformedEvent e) {
            throw new Refusal(400, "the body must be a signed event: " + e.getMessage());
        }
        throw new Refusal(400, "the id or the signature of the report is wrong");
    }

    private static Report report(Event event) {
        try {
            return Report.read(event);
        } catch (BlossomException.Malformed e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }
}
