package dev.bluebell.cli;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.log.CallEnded;
import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.CallQuery;
import dev.bluebell.bluesky.log.CallRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code bluebell bsky log}: what was called, and what came of it. */
@Command(name = "log", description = "Show the newest calls, the newest last.", synopsisSubcommandLabel = "[COMMAND]")
final class BskyLogCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--failed", description = "Only those that failed.")
    private boolean failed;

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "The earliest: Unix seconds, 2026-11-20, 2026-11-20T08:00:00Z, or 90s, 10m, 2h, 7d ago.")
    private Optional<Moment> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "How many at most; default: 100.")
    private Optional<Long> limit = Optional.empty();

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    BskyLogCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        int most = (int) Math.min(Integer.MAX_VALUE, limit.orElse(100L));
        Instant now = shell.clock().instant();
        CallQuery newest =
                new CallQuery(failed, since.map(time -> time.begin(now)).orElse(Instant.EPOCH), most);
        try (BskyConnection connection = new BskyConnection(shell)) {
            CallLog log = connection.bluesky().log();
            log.recent(newest).reversed().forEach(row -> shell.print(json ? object(row) : line(row)));
        }
        return 0;
    }

    @Command(name = "prune", description = "Remove old calls, but for what cursors, posts and limits need.")
    int prune(
            @Option(
                            names = "--older-than",
                            paramLabel = "T",
                            required = true,
                            description = "How old they are, like 90d, or the time before which they were made.")
                    Moment age,
            @Option(names = "--json", description = Json.ABOUT) boolean asJson) {
        try (BskyConnection connection = new BskyConnection(shell)) {
            long removed =
                    connection.bluesky().log().prune(age.begin(shell.clock().instant()));
            shell.print(asJson ? Json.object().put("removed", removed) : "removed  %,d calls".formatted(removed));
        }
        return 0;
    }

    private static ObjectNode object(CallRow row) {
        ObjectNode object = Json.object()
                .put("id", row.id())
                .put("time", row.begun().time().toString())
                .put("host", row.begun().host())
                .put("endpoint", row.begun().endpoint().value())
                .put("method", row.begun().method())
                .put("points", row.begun().points());
        row.begun().account().map(Did::value).ifPresent(account -> object.put("account", account));
        row.ended().ifPresent(end -> {
            end.status().ifPresent(status -> object.put("status", status));
            object.put("milliseconds", end.duration().toMillis());
            end.failure()
                    .ifPresent(failure ->
                            object.put("exception", failure.className()).put("error", failure.text()));
        });
        return object;
    }

    private static String line(CallRow row) {
        return "%6d  %s  %3s  %5s ms  %s  %s%s"
                .formatted(
                        row.id(),
                        row.begun().time().truncatedTo(ChronoUnit.SECONDS),
                        row.ended()
                                .map(CallEnded::status)
                                .filter(status -> status.isPresent())
                                .map(status -> Integer.toString(status.getAsInt()))
                                .orElse("–"),
                        row.ended()
                                .map(end -> Long.toString(end.duration().toMillis()))
                                .orElse("–"),
                        row.begun().host(),
                        row.begun().endpoint(),
                        row.ended()
                                .flatMap(CallEnded::failure)
                                .map(failure -> "  " + failure.text())
                                .orElse(""));
    }
}
