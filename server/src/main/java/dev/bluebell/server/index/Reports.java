package dev.bluebell.server.index;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which reports are kept, inside a transaction. */
final class Reports {

    private static final Duration DAY = Duration.ofDays(1);

    private Reports() {}

    static Reported add(ReportStatements statements, Report report, Instant received, ReportLimits limits) {
        Set<BlobHash> news = report.items().stream()
                .map(Report.Item::hash)
                .distinct()
                .filter(hash -> !statements.isOutdated(hash))
                .collect(Collectors.toUnmodifiableSet());
        if (news.isEmpty()) {
            return new Reported.Kept();
        }
        List<Instant> lately = statements.arrivals(received.minus(DAY));
        if (lately.size() >= limits.ofOneADay()) {
            Instant enough = lately.get(lately.size() - limits.ofOneADay());
            return new Reported.TooMany(Duration.between(received, enough.plus(DAY)));
        }
        // Not the oldest ones go: with keys that cost nothing, somebody could wash away what matters.
        if (statements.countAll() >= limits.inAll()) {
            return new Reported.Full();
        }
        statements.addEvent(received);
        news.forEach(statements::removeItems);
        report.items().stream().filter(item -> news.contains(item.hash())).forEach(statements::addItem);
        statements.removeEmptyEvents();
        return new Reported.Kept();
    }
}
