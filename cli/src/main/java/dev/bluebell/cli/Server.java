package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --server} of commands that ask one server, which may be left out where only one is configured. */
final class Server {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The Blossom server. Default: the one of BLUEBELL_SERVERS or of servers in bluebell.toml, if it is only one.")
    private Optional<ServerAddress> named = Optional.empty();

    /** The named one, or else that of the blob's URL, or else the configured one. */
    ServerAddress address(Shell shell, BlobReference blob) {
        return named.or(() -> blob.servers().stream().findFirst()).orElseGet(() -> address(shell));
    }

    /** The named one, or else the configured one. */
    ServerAddress address(Shell shell) {
        return named.orElseGet(() -> onlyOne(Servers.configured(shell)));
    }

    private static ServerAddress onlyOne(List<ServerAddress> configured) {
        if (configured.size() != 1) {
            throw new CommandException(
                    configured.isEmpty()
                            ? Servers.NONE
                            : "several servers are configured; say which one with --server URL");
        }
        return configured.getFirst();
    }
}
