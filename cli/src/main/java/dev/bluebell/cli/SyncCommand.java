package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.blossom.servers.BlobSync;
import dev.bluebell.blossom.servers.SyncTally;
import dev.bluebell.nostr.Signer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code bluebell sync}: brings a person's blobs to servers that lack them. */
@Command(
        name = "sync",
        description =
                "Copy every blob of yours that other servers lack. What is there already is left alone, so that it can"
                        + " be run again at any time.")
final class SyncCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "URL", required = true, description = "The server that has your blobs.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private ServerAddress from;

    @Option(names = "--to", paramLabel = "URL", required = true, description = "A server to copy to; may be repeated.")
    private List<ServerAddress> to = List.of();

    @Option(names = "--dry-run", description = "Copy nothing, and show what is missing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print what failed, and then each server, one JSON object a line.")
    private boolean json;

    SyncCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (to.contains(from)) {
            throw new ParameterException(spec.commandLine(), from + " is named by --from and by --to");
        }
        shell.stopSignals().accept(Thread.currentThread()::interrupt); // then temporary files are removed
        Signer signer = Identity.requireSigner(shell);
        try (Clients clients = new Clients(shell, Optional.of(signer))) {
            BlobSync sync = clients.to(to).syncFrom(from.uri(), signer.publicKey());
            sync.leftOut().forEach(this::leftOut);
            Map<ServerAddress, SyncTally> tallies = dryRun ? sync.count() : copy(sync);
            print(tallies);
            boolean failed = tallies.values().stream().anyMatch(tally -> tally.failures() > 0);
            return failed || !sync.leftOut().isEmpty() ? 1 : 0;
        }
    }

    private void leftOut(ServerAddress server, RuntimeException why) {
        if (json) {
            shell.print(Json.object().put("server", server.toString()).put("error", Explanation.of(why)));
        } else {
            shell.say("nothing is copied to %s: %s".formatted(server, Explanation.of(why)));
        }
    }

    private Map<ServerAddress, SyncTally> copy(BlobSync sync) {
        try (Progress progress = new Progress(shell, "sync", total(sync))) {
            return sync.run(WriteOptions.defaults(), new SyncReport(shell, json, progress));
        }
    }

    /** To count reads the whole list once more, which is worth it only if somebody watches. */
    private long total(BlobSync sync) {
        return shell.terminal()
                ? sync.count().values().stream().mapToLong(SyncTally::bytes).sum()
                : Progress.UNKNOWN;
    }

    private void print(Map<ServerAddress, SyncTally> tallies) {
        int width = tallies.keySet().stream()
                .mapToInt(server -> server.toString().length())
                .max()
                .orElse(0);
        if (!json && !tallies.isEmpty()) {
            shell.print(row(width, "server", columns(new SyncTally(0, 0, 0, 0)).keySet()));
        }
        tallies.forEach((server, tally) -> shell.print(
                json ? object(server, tally) : row(width, server, columns(tally).values())));
    }

    private Map<String, Long> columns(SyncTally tally) {
        Map<String, Long> columns = new LinkedHashMap<>();
        columns.put("had", tally.had());
        columns.put(dryRun ? "missing" : "copied", tally.blobs());
        if (!dryRun) {
            columns.put("failed", tally.failures());
        }
        columns.put("bytes", tally.bytes());
        return columns;
    }

    private ObjectNode object(ServerAddress server, SyncTally tally) {
        ObjectNode object = Json.object().put("server", server.toString());
        columns(tally).forEach(object::put);
        return object;
    }

    private static String row(int width, Object server, Collection<?> columns) {
        String cells = columns.stream().map("%12s"::formatted).collect(Collectors.joining());
        return ("%-" + Math.max(width, 1) + "s%s").formatted(server, cells);
    }
}
