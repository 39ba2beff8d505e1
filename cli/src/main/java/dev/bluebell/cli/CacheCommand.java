package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Folders;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.cache.CacheServer;
import dev.bluebell.server.cache.CacheSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bluebell cache}: runs a local Blossom cache until it is asked to stop. */
@Command(name = "cache", description = "Run a local Blossom cache, for the programs of this machine.")
final class CacheCommand implements Callable<Integer> {

    private static final Logger LOG = System.getLogger("bluebell.cache");
    private static final String HOST = "127.0.0.1";

    private final Shell shell;

    @Option(names = "--config", paramLabel = "FILE", description = "The settings; default: your bluebell.toml.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "The port to listen on; default 24242, where clients look for it; 0 picks a free one.")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Where blobs are kept; default: your cache folder.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--allow-private-origins", description = "Fetch from loopback and local networks too.")
    private boolean privateOrigins;

    CacheCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration set = Configuration.load(config.map(shell::resolve), shell.environment());
        CacheSettings settings = settings(set);
        try (RelayLists lists = new RelayLists(shell, set.find(Settings.RELAYS).orElse(List.of()), Optional.empty());
                CacheServer cache = Listening.start(
                        () -> CacheServer.start(settings, author -> serversOf(author, lists)), HOST, settings.port())) {
            Listening.untilAskedToStop(shell, cache.url());
        }
        return 0;
    }

    /** None where there is no list: who asks a cache wants the blob or nothing, and no explanation. */
    private static List<URI> serversOf(PublicKey author, RelayLists lists) {
        try {
            return lists.of(author).stream().map(ServerAddress::uri).toList();
        } catch (BlossomException e) {
            LOG.log(Level.DEBUG, e.getMessage());
            return List.of();
        }
    }

    private CacheSettings settings(Configuration set) {
        Path folder = data.or(() -> set.find(Settings.CACHE_DATA))
                .map(shell::resolve)
                .orElseGet(() -> Folders.of(shell.environment()).cache());
        CacheSettings.Builder builder = CacheSettings.builder(folder).limits(ServerConfiguration.limits(set));
        port.or(() -> set.find(Settings.CACHE_PORT)).ifPresent(builder::port);
        set.find(Settings.CACHE_ROOM).ifPresent(builder::sizeBytes);
        builder.privateOrigins(
                privateOrigins || set.find(Settings.CACHE_PRIVATE_ORIGINS).orElse(false));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandException(Explanation.oneLine(e) + "; see cache.size", e);
        }
    }
}
