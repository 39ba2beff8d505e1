package dev.bluebell.cli;

import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.nostr.relay.RelayAddress;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --relay} of commands that look for server lists, or publish them. */
final class Relays {

    private static final String NONE =
            "no relay is named; name one with --relay URL, or set BLUEBELL_RELAYS or relays in bluebell.toml";

    @Option(
            names = "--relay",
            paramLabel = "URL",
            description =
                    "A Nostr relay; may be repeated. Default: those of BLUEBELL_RELAYS or of relays in bluebell.toml.")
    private List<RelayAddress> named = List.of();

    /** The named ones, or else the configured ones; may be none. */
    List<RelayAddress> orConfigured(Shell shell) {
        return named.isEmpty() ? configured(shell) : named;
    }

    /** Those that stand in the configuration or in the environment; may be none. */
    static List<RelayAddress> configured(Shell shell) {
        return Configuration.load(Optional.empty(), shell.environment())
                .find(Settings.RELAYS)
                .orElse(List.of());
    }

    /** As above, at least one. */
    List<RelayAddress> required(Shell shell) {
        List<RelayAddress> relays = orConfigured(shell);
        if (relays.isEmpty()) {
            throw new CommandException(NONE);
        }
        return relays;
    }
}
