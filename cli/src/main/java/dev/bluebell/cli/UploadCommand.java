package dev.bluebell.cli;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.Stored;
import dev.bluebell.blossom.client.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluebell upload}: stores files on servers. */
@Command(name = "upload", description = "Store files on Blossom servers.")
final class UploadCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "What to upload; of a folder, all files in it.")
    private List<Path> paths = List.of();

    @Mixin
    private final Servers servers = new Servers();

    @Option(names = "--media", description = "Have the server process pictures and videos, and keep the result.")
    private boolean media;

    @Option(names = "--mirror", description = "Send to one server, and have the others fetch it from there.")
    private boolean mirror;

    @Option(
            names = "--type",
            paramLabel = "MIME",
            converter = Converters.MediaType.class,
            description = "The media type; default: told by name and content.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--json", description = "Print the descriptor of each upload, one a line.")
    private boolean json;

    UploadCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        List<ServerAddress> targets = servers.required(shell);
        Found found = Found.in(paths, shell);
        Results results = new Results(shell, json);
        try (Clients clients = new Clients(shell, Optional.of(Identity.requireSigner(shell)))) {
            List<BlossomClient> each = targets.stream().map(clients::to).toList();
            found.files().forEach(file -> store(file, each, results));
        }
        return found.failed() ? 1 : results.exitCode();
    }

    private void store(Path file, List<BlossomClient> clients, Results results) {
        String name = shell.nameOf(file);
        try {
            LocalBlob blob = LocalBlob.of(file);
            spread(name, type.map(blob::withType).orElse(blob), clients, results);
        } catch (BlossomException e) {
            clients.forEach(client -> results.failed(name, client.server(), e));
        }
    }

    private void spread(String name, LocalBlob blob, List<BlossomClient> clients, Results results) {
        Optional<Stored> origin = Optional.empty();
        for (BlossomClient client : clients) {
            try {
                Stored stored = spreadTo(client, name, blob, origin);
                results.stored(name, stored);
                origin = mirror ? Optional.of(stored) : Optional.empty();
            } catch (BlossomException e) {
                results.failed(name, client.server(), e);
            }
        }
    }

    /** The bar is gone when this returns, so that the result does not stand beside it. */
    private Stored spreadTo(BlossomClient client, String name, LocalBlob blob, Optional<Stored> origin) {
        try (Progress progress = new Progress(shell, name, blob.sizeBytes())) {
            WriteOptions options = WriteOptions.defaults().withProgress(progress);
            return origin.isPresent()
                    ? mirror(client, blob, origin.get().descriptor(), options)
                    : send(client, blob, options);
        }
    }

    private Stored send(BlossomClient client, LocalBlob blob, WriteOptions options) {
        return (media ? client.uploadMedia(blob, options) : client.upload(blob, options)).orThrow();
    }

    /** A server that will not fetch the blob is sent it; one that was processed is no longer what is here. */
    private Stored mirror(BlossomClient client, LocalBlob blob, BlobDescriptor origin, WriteOptions options) {
        Answer<Stored> answer = client.mirror(origin.url(), origin.hash(), options);
        return answer instanceof Answer.Refused && origin.hash().equals(blob.hash())
                ? send(client, blob, options)
                : answer.orThrow();
    }
}
