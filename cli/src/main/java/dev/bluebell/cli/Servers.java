package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Settings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --server} of commands that can do with several servers, or with those of the configuration. */
final class Servers {

    /** What to say where there is none. */
    static final String NONE =
            "no server is named; name one with --server URL, or set BLUEBELL_SERVERS or servers in bluebell.toml";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "A Blossom server; may be repeated. Default: those of BLUEBELL_SERVERS or of servers in bluebell.toml.")
    private List<ServerAddress> named = List.of();

    /** The named ones, or else the configured ones; may be none. */
    List<ServerAddress> orConfigured(Shell shell) {
        return named.isEmpty() ? configured(shell) : named;
    }

    /** Those that stand in the configuration or in the environment; may be none. */
    static List<ServerAddress> configured(Shell shell) {
        return Configuration.load(Optional.empty(), shell.environment())
                .find(Settings.SERVERS)
                .orElse(List.of());
    }

    /** As above, at least one. */
    List<ServerAddress> required(Shell shell) {
        List<ServerAddress> servers = orConfigured(shell);
        if (servers.isEmpty()) {
            throw new CommandException(NONE);
        }
        return servers;
    }
}
