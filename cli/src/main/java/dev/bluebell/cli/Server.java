package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --server} of commands that ask one server, which may be left out where only one is configured. */
final class Server {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private CommandSpec command;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The Blossom server. Default: the one of BLUEBELL_SERVERS, if it is only one.")
    private Optional<ServerAddress> named = Optional.empty();

    ServerAddress address(Shell shell) {
        return named.orElseGet(() -> onlyOne(Servers.configured(shell)));
    }

    private ServerAddress onlyOne(List<ServerAddress> configured) {
        if (configured.size() != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    configured.isEmpty()
                            ? "Missing required option: '--server=URL'"
                            : "Several servers are configured: say which one with '--server=URL'");
        }
        return configured.getFirst();
    }
}
