package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluebell get}: fetches a blob from the first server that has it. */
@Command(
        name = "get",
        description = "Fetch a blob from the first server that has it, and check its hash. It may be as long as a"
                + " blossom: URI says with sz=BYTES, and 16 GiB without one.")
final class GetCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final Shell shell;

    @Parameters(paramLabel = "HASH|URL|blossom:URI", description = "The blob. URLs name servers to try first.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private BlobReference blob;

    @Mixin
    private final Servers servers = new Servers();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; replaced if it is there; - for standard output. Default: the hash with the"
                    + " extension of its type, in the current folder, which is never replaced.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    GetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Destination destination = destination();
        shell.stopSignals().accept(Thread.currentThread()::interrupt); // then the part is left for the next try
        Fetched fetched = fetch(destination);
        print(fetched, destination.finish(fetched));
        return 0;
    }

    private Destination destination() throws IOException {
        if (output.equals(Optional.of(STANDARD_OUTPUT))) {
            return new Destination.Stream(shell);
        }
        Path place = output.map(shell::resolve).orElse(shell.folder());
        return Files.isDirectory(place)
                ? Destination.NewFile.in(place, blob.hash(), blob.extension())
                : new Destination.NamedFile(place);
    }

    private Fetched fetch(Destination destination) {
        String task = blob.hash().hex().substring(0, 8);
        try (Clients clients = new Clients(shell, Identity.findSigner(shell));
                Progress progress = new Progress(shell, task, blob.sizeBytes().orElse(Progress.UNKNOWN))) {
            ReadOptions options = ReadOptions.defaults()
                    .withExtension(blob.extension())
                    .withMaxBytes(blob.sizeBytes().orElse(ReadOptions.USUAL_MAX_BYTES))
                    .withProgress(progress);
            return fetch(clients, destination, options);
        }
    }

    private Fetched fetch(Clients clients, Destination destination, ReadOptions options) {
        List<String> failures = new ArrayList<>();
        for (ServerAddress server : sources()) {
            try {
                return destination
                        .receive(clients.to(server), blob.hash(), options)
                        .orThrow();
            } catch (BlossomException.LocalFailure | BlossomException.Interrupted e) {
                throw e;
            } catch (BlossomException e) {
                failures.add(Explanation.of(e) + advice(e));
                if (destination.spoilt()) {
                    break;
                }
            }
        }
        throw new CommandException(String.join("; ", failures));
    }

    private String advice(BlossomException failure) {
        return failure instanceof BlossomException.TooLong && blob.sizeBytes().isEmpty()
                ? "; if it is meant to be that long, ask for blossom:%s.bin?sz=BYTES".formatted(blob.hash())
                : "";
    }

    private List<ServerAddress> sources() {
        List<ServerAddress> sources = Stream.concat(blob.servers().stream(), servers.orConfigured(shell).stream())
                .distinct()
                .toList();
        return sources.isEmpty() ? servers.required(shell) : sources;
    }

    private void print(Fetched fetched, String place) {
        if (place.equals(STANDARD_OUTPUT.toString())) {
            return;
        }
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
