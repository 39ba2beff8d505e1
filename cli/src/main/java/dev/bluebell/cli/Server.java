package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import picocli.CommandLine.Option;

/** The option {@code --server} of commands that ask one server. */
final class Server {

    @Option(names = "--server", paramLabel = "URL", required = true, description = "The Blossom server.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private ServerAddress address;

    ServerAddress address() {
        return address;
    }
}
