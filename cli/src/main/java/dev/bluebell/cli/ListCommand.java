package dev.bluebell.cli;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.ListQuery;
import dev.bluebell.nostr.PublicKey;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluebell list}: the blobs of a key on a server. */
@Command(name = "list", description = "List the blobs of a key on a server, newest first.")
final class ListCommand implements Callable<Integer> {

    private static final long LONGEST_PAGE = 100;

    private final Shell shell;

    @Parameters(paramLabel = "NPUB|HEX", arity = "0..1", description = "Whose blobs; default: your own.")
    private Optional<PublicKey> author = Optional.empty();

    @Mixin
    private final Server server = new Server();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "How many to list at most; default: all.")
    private Optional<Long> limit = Optional.empty();

    @Option(names = "--since", paramLabel = "T", description = "The earliest upload: " + TIMES)
    private Optional<Moment> since = Optional.empty();

    @Option(names = "--until", paramLabel = "T", description = "The latest upload: " + TIMES)
    private Optional<Moment> until = Optional.empty();

    @Option(names = "--json", description = "Print the descriptors, one a line.")
    private boolean json;

    private static final String TIMES =
            "Unix seconds, 2026-11-20, 2026-11-20T08:00:00Z, or 90s, 10m, 2h, 7d for that long ago.";

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerAddress address = server.address(shell);
        PublicKey key = author.orElseGet(() -> Identity.requirePublicKey(shell));
        long most = limit.orElse(Long.MAX_VALUE);
        try (Clients clients = new Clients(shell, Identity.findSigner(shell))) {
            Iterator<BlobDescriptor> blobs =
                    clients.to(address).list(key, query(most)).iterator();
            for (long count = 0; count < most && blobs.hasNext(); count++) {
                BlobDescriptor blob = blobs.next();
                shell.print(json ? blob.toJson() : line(blob));
            }
        }
        return 0;
    }

    private ListQuery query(long most) {
        Instant now = shell.clock().instant();
        ListQuery query = ListQuery.all()
                .withPageSize((int) Math.min(most, LONGEST_PAGE))
                .withSince(since.map(time -> time.begin(now)).orElse(Instant.EPOCH));
        return until.map(time -> query.withUntil(time.end(now))).orElse(query);
    }

    private static String line(BlobDescriptor blob) {
        return "%s  %12d  %-24s  %s".formatted(blob.uploaded(), blob.sizeBytes(), blob.type(), blob.url());
    }
}
