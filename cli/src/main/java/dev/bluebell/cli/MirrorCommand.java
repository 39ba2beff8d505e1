package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.WriteOptions;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bluebell mirror}: has servers fetch a blob from another one. */
@Command(name = "mirror", description = "Have servers fetch a blob from another server.")
final class MirrorCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "HASH|URL", description = "The blob: its SHA-256, or a URL with it.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private BlobReference blob;

    @Option(names = "--from", paramLabel = "URL", description = "The server that has it; a URL names its own.")
    private Optional<ServerAddress> from = Optional.empty();

    @Option(names = "--to", paramLabel = "URL", required = true, description = "A server to fetch it; may be repeated.")
    private List<ServerAddress> to = List.of();

    @Option(names = "--json", description = "Print the descriptor of each server, one a line.")
    private boolean json;

    MirrorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        URI source = source();
        Results results = new Results(shell, json);
        try (Clients clients = new Clients(shell, Optional.of(Identity.requireSigner(shell)))) {
            for (ServerAddress server : to) {
                try {
                    results.stored(
                            source.toString(),
                            clients.to(server)
                                    .mirror(source, blob.hash(), WriteOptions.defaults())
                                    .orThrow());
                } catch (BlossomException e) {
                    results.failed(source.toString(), server, e);
                }
            }
        }
        return results.exitCode();
    }

    private URI source() {
        ServerAddress origin = from.or(() -> blob.servers().stream().findFirst())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "Missing required option: '--from=URL', as a hash names no server"));
        return origin.resolve(blob.path());
    }
}
