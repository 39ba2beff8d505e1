package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ProgressListener;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.blossom.servers.BlossomServers;
import dev.bluebell.blossom.servers.Copies;
import dev.bluebell.blossom.servers.UploadListener;
import dev.bluebell.nostr.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bluebell upload}: stores files on servers. */
@Command(
        name = "upload",
        description =
                "Store files on Blossom servers: on all that are named, or configured, or else on those of your published"
                        + " server list (BUD-03). For a folder, a line of the output has path, SHA-256, size, type and URL.")
final class UploadCommand implements Callable<Integer> {

    private static final int FILES_AT_ONCE = 4;

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // the parser sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "What to upload; of a folder, all files in it.")
    private List<Path> paths = List.of();

    @Mixin
    private final Servers servers = new Servers();

    @Mixin
    private final Relays relays = new Relays();

    @Option(
            names = "--media",
            description =
                    "Have the first server process pictures and videos, and the others fetch the result from there.")
    private boolean media;

    @Option(names = "--mirror", description = "Send to one server, and have the others fetch it from there.")
    private boolean mirror;

    @Option(
            names = "--hls",
            description =
                    "The files are HLS playlists: upload all that they name too, and call it by its hash in them.")
    private boolean hls;

    @Option(
            names = "--resumable",
            description =
                    "Send large files in parts to servers that offer it (a draft), so that after a lost connection"
                            + " only one part is sent again.")
    private boolean resumable;

    @Option(
            names = "--type",
            paramLabel = "MIME",
            converter = Converters.MediaType.class,
            description = "The media type; default: told by name and content.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--json", description = "Print the descriptor of each upload with its path, one a line.")
    private boolean json;

    UploadCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (hls && (media || mirror || type.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(), "--hls cannot be combined with --media, --mirror or --type");
        }
        Found found = Found.in(paths, shell);
        if (hls && found.folders()) {
            throw new CommandException("--hls wants a playlist and not the folder that it is in; name the playlist");
        }
        Signer signer = Identity.requireSigner(shell);
        UploadResults results = new UploadResults(shell, form(found));
        try (Clients clients = new Clients(shell, Optional.of(signer))) {
            BlossomServers targets = clients.to(UploadTargets.of(servers, relays, signer, shell), resumable);
            if (hls) {
                new HlsUploads(shell, targets, results).run(found.files());
            } else {
                store(found.files(), targets, results);
            }
        }
        return found.failed() ? 1 : results.exitCode();
    }

    private UploadResults.Form form(Found found) {
        if (json) {
            return UploadResults.Form.JSON;
        }
        return found.folders() ? UploadResults.Form.MANIFEST : UploadResults.Form.PLAIN;
    }

    private void store(List<Path> files, BlossomServers targets, UploadResults results) {
        int sent = mirror || media ? 1 : targets.addresses().size();
        String task = files.size() == 1 ? shell.nameOf(files.getFirst()) : files.size() + " files";
        try (Progress progress = new Progress(shell, task, sizeOf(files) * sent)) {
            InOrder.each(
                    files,
                    FILES_AT_ONCE,
                    file -> store(file, targets, progress),
                    told -> progress.above(() -> told.accept(results)));
        }
    }

    /** Of a file that is gone by now, the reading will tell. */
    private static long sizeOf(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /** What to tell of one file: whether it could be read is not known before its turn has come. */
    private Consumer<UploadResults> store(Path file, BlossomServers targets, Progress progress) {
        String name = shell.nameOf(file);
        try {
            LocalBlob blob = LocalBlob.of(file);
            Copies copies = spread(type.map(blob::withType).orElse(blob), targets, heardBy(progress));
            return results -> copies.outcomes().forEach(outcome -> results.tell(name, outcome));
        } catch (BlossomException.Interrupted e) {
            throw e;
        } catch (BlossomException e) {
            return results -> results.unreadable(name, targets.addresses(), e);
        }
    }

    private Copies spread(LocalBlob blob, BlossomServers targets, UploadListener listener) {
        WriteOptions options = WriteOptions.defaults();
        if (media) {
            return targets.uploadMediaAndMirror(blob, options, listener);
        }
        return mirror ? targets.uploadAndMirror(blob, options, listener) : targets.uploadToAll(blob, options, listener);
    }

    private static UploadListener heardBy(Progress progress) {
        return new UploadListener() {
            @Override
            public ProgressListener begins(ServerAddress server) {
                return progress.part();
            }
        };
    }
}
