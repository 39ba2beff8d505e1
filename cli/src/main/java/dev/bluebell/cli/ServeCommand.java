package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Folders;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.media.video.Ffmpeg;
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
        try (BlossomServer server =
                Listening.start(() -> BlossomServer.start(settings), settings.host(), settings.port())) {
            LOG.log(Level.INFO, "the data folder is {0}; {1} may upload", settings.data(), who(settings.uploads()));
            if (settings.media().offered() && settings.media().ffmpeg().isEmpty()) {
                LOG.log(Level.INFO, "videos are not processed (PUT /media): no ffmpeg is on the PATH");
            }
            Listening.untilAskedToStop(shell, server.url());
        }
        return 0;
    }

    private ServerSettings settings() {
        Configuration set = Configuration.load(config.map(shell::resolve), shell.environment());
        Path folder = data.or(() -> set.find(Settings.DATA))
                .map(shell::resolve)
                .orElseGet(() -> Folders.of(shell.environment()).data());
        Optional<Path> ffmpeg = Ffmpeg.findOrUnpack(shell.environment().getOrDefault("PATH", ""));
        ServerSettings.Builder builder = ServerConfiguration.builder(set, folder, ffmpeg);
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
