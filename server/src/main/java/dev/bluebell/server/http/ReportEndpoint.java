package dev.bluebell.server.http;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Report;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.index.BlobIndex;
import dev.bluebell.server.index.ReportLimits;
import dev.bluebell.server.index.Reported;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** {@code PUT /report} (BUD-09): keeps a signed report about blobs that are stored here. The signature is the proof. */
final class ReportEndpoint implements Endpoint {

    private static final System.Logger LOG = System.getLogger("bluebell.server");
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final BlobIndex index;
    private final ReportLimits limits;
    private final InstantSource clock;

    /** When the operator was last told that there is no room. */
    private final AtomicReference<Instant> warned = new AtomicReference<>(Instant.EPOCH);

    ReportEndpoint(BlobIndex index, ReportLimits limits, InstantSource clock) {
        this.index = index;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Answer handle(Exchange exchange) {
        Event event = event(exchange.text(ServerLimits.REPORT_BYTES));
        Report report = report(event);
        if (report.items().stream().noneMatch(item -> index.find(item.hash()).isPresent())) {
            throw new EarlyAnswer(404, "none of the reported blobs is stored here");
        }
        return switch (index.report(event, report, clock.instant(), limits)) {
            case Reported.Kept kept -> Answer.empty(200);
            case Reported.TooMany(Duration untilNext) ->
                Answer.refusal(429, "a key may send " + limits.ofOneADay() + " reports a day here; send it again later")
                        .with("Retry-After", Long.toString(Math.max(1, untilNext.toSeconds())));
            case Reported.Full full -> noRoom();
        };
    }

    private Answer noRoom() {
        Instant now = clock.instant();
        Instant last = warned.get();
        if (!now.isBefore(last.plus(BETWEEN_WARNINGS)) && warned.compareAndSet(last, now)) {
            LOG.log(
                    Level.WARNING,
                    "{0} reports are kept, more are refused: look at the table reports in index.db and delete those"
                            + " that are done with, or raise the limit",
                    limits.inAll());
        }
        return Answer.refusal(507, "no more reports are kept until the operator has looked at those that are here");
    }

    private static Event event(String json) {
        try {
            Event event = Event.parse(json);
            if (event.check() == EventCheck.VALID) {
                return event;
            }
        } catch (NostrException.MalformedEvent e) {
            throw new EarlyAnswer(400, "the body must be a signed event: " + e.getMessage());
        }
        throw new EarlyAnswer(400, "the id or the signature of the report is wrong");
    }

    private static Report report(Event event) {
        try {
            return Report.read(event);
        } catch (BlossomException.Malformed e) {
            throw new EarlyAnswer(400, String.valueOf(e.getMessage()));
        }
    }
}
