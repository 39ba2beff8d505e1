package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.servers.Miss;
import dev.bluebell.blossom.servers.SearchOptions;
import dev.bluebell.blossom.servers.SearchResult;
import dev.bluebell.blossom.servers.Source;
import dev.bluebell.cli.config.Configuration;
import dev.bluebell.cli.config.Settings;
import dev.bluebell.nostr.PublicKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bluebell get}: fetches a blob from the first server that has it. */
@Command(
        name = "get",
        description =
                "Fetch a blob from the first server that has it, and check its hash: from those that a blossom: URI"
                        + " names (xs), those of its authors' server lists (as), those that are named or configured here, and from the"
                        + " local cache if one runs. It may be as long as a blossom: URI says with sz=BYTES, and 16 GiB without one.")
final class GetCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "HASH|URL|blossom:URI", description = "The blob. URLs name servers to try first.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private BlobReference blob;

    @Mixin
    private final Servers servers = new Servers();

    @Mixin
    private final Relays relays = new Relays();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "A file, replaced if it is there; a folder; or - for standard output. In a folder, by default the"
                            + " current one, the blob is called by its hash and type, and nothing is replaced.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    GetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        boolean toStandardOutput = output.equals(Optional.of(STANDARD_OUTPUT));
        if (toStandardOutput && json) {
            throw new ParameterException(
                    spec.commandLine(), "--json and -o - cannot be combined: only one can have standard output");
        }
        Destination destination =
                toStandardOutput ? new Destination.Pipe(new StandardOutput(shell), "-") : destination();
        shell.stopSignals().accept(Thread.currentThread()::interrupt); // then the part is left for the next try
        Fetched fetched = told(search(destination));
        String place = destination.finish(fetched);
        if (!toStandardOutput) {
            print(fetched, place);
        }
        return 0;
    }

    private Destination destination() throws IOException {
        Path place = output.map(shell::resolve).orElse(shell.folder());
        if (Files.isDirectory(place)) {
            return Destination.NewFile.in(place.toRealPath(), blob.hash(), blob.extension());
        }
        if (Files.exists(place) && !Files.isRegularFile(place)) {
            return new Destination.Pipe(Files.newOutputStream(place), place.toString());
        }
        Path folder = place.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new CommandException(
                    "%s cannot be written: there is no folder %s; make it first".formatted(place, folder));
        }
        return new Destination.NamedFile(place);
    }

    private SearchResult search(Destination destination) {
        String task = blob.hash().hex().substring(0, 8);
        try (Clients clients = new Clients(shell, Identity.findSigner(shell));
                Progress progress =
                        new Progress(shell, task, blob.uri().sizeBytes().orElse(Progress.UNKNOWN))) {
            ReadOptions read = ReadOptions.defaults()
                    .withMaxBytes(blob.uri().sizeBytes().orElse(ReadOptions.USUAL_MAX_BYTES))
                    .withProgress(progress);
            SearchOptions everywhere = SearchOptions.defaults().withAuthors(this::serversOf);
            SearchOptions search = cache().map(everywhere::withCache).orElse(everywhere);
            return destination.receive(clients.to(own()), blob.uri(), read, search);
        }
    }

    /** Few searches come so far that they need relays. */
    private List<ServerAddress> serversOf(PublicKey author) {
        try (RelayLists lists = new RelayLists(shell, relays.orConfigured(shell), Optional.empty())) {
            return lists.of(author);
        }
    }

    /** The server of a URL was named here as those of options are, while what a blossom: URI says may come from anybody. */
    private List<ServerAddress> own() {
        return Stream.concat(blob.host().stream(), servers.orConfigured(shell).stream())
                .toList();
    }

    /** Where the cache of this machine listens, if one runs. */
    private Optional<ServerAddress> cache() {
        int port = Configuration.load(Optional.empty(), shell.environment())
                .find(Settings.CACHE_PORT)
                .orElse(SearchOptions.LOCAL_CACHE.uri().getPort());
        return port == 0 ? Optional.empty() : Optional.of(new ServerAddress(URI.create("http://127.0.0.1:" + port)));
    }

    /** The blob; or else all that went wrong, in a line. */
    private Fetched told(SearchResult result) {
        return switch (result) {
            case SearchResult.Found found -> {
                found.misses().stream().filter(GetCommand::isWrong).forEach(miss -> shell.say(words(miss)));
                yield found.fetched();
            }
            case SearchResult.NotFound nowhere -> throw new CommandException(words(nowhere.misses()));
        };
    }

    /** Not to have a blob is no fault, but to give another one is. */
    private static boolean isWrong(Miss miss) {
        return switch (miss.reason()) {
            case BlossomException.WrongBlob e -> true;
            case BlossomException.BadAnswer e -> true;
            case BlossomException.TooLong e -> true;
            default -> false;
        };
    }

    /** Nobody needs a cache. */
    private String words(List<Miss> misses) {
        List<Miss> places =
                misses.stream().filter(miss -> miss.source() != Source.CACHE).toList();
        return places.isEmpty()
                ? Servers.NONE
                : places.stream().map(this::words).collect(Collectors.joining("; "));
    }

    private String words(Miss miss) {
        boolean unexpected = miss.reason() instanceof BlossomException.TooLong
                && blob.uri().sizeBytes().isEmpty();
        return Explanation.of(miss.reason())
                + (unexpected
                        ? "; if it is meant to be that long, ask for blossom:%s.bin?sz=BYTES".formatted(blob.hash())
                        : "");
    }

    private void print(Fetched fetched, String place) {
        shell.print(
                json
                        ? Json.object()
                                .put("file", place)
                                .put("url", fetched.url().toString())
                                .put("sha256", fetched.hash().hex())
                                .put("size", fetched.sizeBytes())
                                .put("type", fetched.type())
                        : place);
    }
}
