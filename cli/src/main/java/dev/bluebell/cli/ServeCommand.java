package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Folders;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.BlossomServer;
import dev.bluebell.server.ServerSettings;
import dev.bluebell.server.policy.Uploaders;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bluebell serve}: runs a Blossom server until it is asked to stop. */
@Command(name = "serve", description = "Run a Blossom server.")
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = System.getLogger("bluebell.serve");

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
        DataFolder.check(settings.data());
        if (settings.publicUrls().isEmpty() && !address(settings.host()).isLoopbackAddress()) {
            shell.say(("%s is reached from other machines, so that the server cannot know its own name; "
                            + "name it with --public-url")
                    .formatted(settings.host()));
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (BlossomServer server = start(settings)) {
            shell.stopSignals().accept(stopped::countDown);
            LOG.log(Level.INFO, "the data folder is {0}; {1} may upload", settings.data(), who(settings.uploads()));
            shell.print("Bluebell listens on " + server.url());
            stopped.await();
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

    private static BlossomServer start(ServerSettings settings) {
        try {
            return BlossomServer.start(settings);
        } catch (IllegalStateException e) {
            throw new CommandException(cannotListen(settings, Explanation.oneLine(e)), e);
        }
    }

    /** What {@code words} of the server mean to who started it. */
    static String cannotListen(ServerSettings settings, String words) {
        String place = "port %d of %s".formatted(settings.port(), settings.host());
        if (words.contains("already in use")) {
            return place + " is in use; stop the program that has it, or name another with --port";
        }
        if (words.contains("Permission denied")) {
            return place + " is for root alone; name one of 1024 or more with --port, and have a proxy in front of it";
        }
        if (words.contains("no such address")) {
            return settings.host() + " is no address of this machine; name one with --host, or 0.0.0.0 for all";
        }
        return words;
    }

    /** The engine has its own way to resolve names, and its own words for those that there are not. */
    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CommandException(
                    "there is no host %s; name an address of this machine with --host, or 0.0.0.0 for all"
                            .formatted(host),
                    e);
        }
    }

    static String who(Uploaders uploaders) {
        return switch (uploaders) {
            case Uploaders.Anyone anyone -> "anyone with a token";
            case Uploaders.Only(Set<PublicKey> keys) -> keys.size() == 1 ? "1 key" : keys.size() + " keys";
        };
    }
}
