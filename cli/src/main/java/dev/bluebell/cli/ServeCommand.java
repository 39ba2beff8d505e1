package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Folders;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.server.BlossomServer;
import dev.bluebell.server.ServerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bluebell serve}: runs a Blossom server until it is asked to stop. */
@Command(name = "serve", description = "Run a Blossom server.")
final class ServeCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--config", paramLabel = "FILE", description = "The settings; default: your bluebell.toml.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on; default 127.0.0.1.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "The port to listen on; default 3000, 0 picks a free one.")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Where blobs and index are; default: your data folder.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--public-url", paramLabel = "URL", description = "Where clients reach it; may be repeated.")
    private List<ServerAddress> publicUrls = List.of();

    @Option(names = "--allow-private-origins", description = "Let mirrors fetch from loopback and local networks.")
    private boolean privateOrigins;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerSettings settings = settings();
        if (settings.publicUrls().isEmpty() && !isLoopback(settings.host())) {
            shell.say(("%s is reached from other machines, so that the server cannot know its own name; "
                            + "name it with --public-url")
                    .formatted(settings.host()));
        }
        try (BlossomServer server =
                Listening.start(() -> BlossomServer.start(settings), settings.host(), settings.port())) {
            Listening.untilAskedToStop(shell, server.url());
        }
        return 0;
    }

    private ServerSettings settings() {
        Configuration set = Configuration.load(config.map(shell::resolve), shell.environment());
        Path folder = data.or(() -> set.find(Settings.DATA))
                .map(shell::resolve)
                .orElseGet(() -> Folders.of(shell.environment()).data());
        ServerSettings.Builder builder = ServerConfiguration.builder(set, folder);
        host.ifPresent(builder::host);
        port.ifPresent(builder::port);
        if (!publicUrls.isEmpty()) {
            builder.publicUrls(ServerConfiguration.uris(publicUrls));
        }
        if (privateOrigins) {
            builder.privateOrigins(true);
        }
        return builder.build();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true; // it cannot be listened on either, which is said there
        }
    }
}
