package dev.bluebell.cli;

import dev.bluebell.blossom.client.Accepted;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluebell check}: whether a server would take a file. */
@Command(name = "check", description = "Ask a server whether it would take a file, without sending it.")
final class CheckCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private Path file;

    @Mixin
    private final Server server = new Server();

    @Option(names = "--media", description = "Ask whether it would process the file.")
    private boolean media;

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        LocalBlob blob = LocalBlob.of(shell.resolve(file));
        try (Clients clients = new Clients(shell, Optional.of(Identity.requireSigner(shell)))) {
            BlossomClient client = clients.to(server.address());
            Answer<Accepted> answer = media ? client.checkMedia(blob) : client.check(blob);
            return switch (answer) {
                case Answer.Ok<Accepted> ok -> taken(blob);
                case Answer.Refused<Accepted> refused -> refused(blob, refused);
            };
        }
    }

    private int taken(LocalBlob blob) {
        shell.out()
                .println(
                        json
                                ? Json.object()
                                        .put("server", server.address().toString())
                                        .put("sha256", blob.hash().hex())
                                        .put("accepted", true)
                                : "%s would take %s (%s, %d bytes)"
                                        .formatted(server.address(), file, blob.type(), blob.sizeBytes()));
        return 0;
    }

    private int refused(LocalBlob blob, Answer.Refused<Accepted> answer) {
        if (!json) {
            answer.orThrow();
        }
        shell.out()
                .println(Json.object()
                        .put("server", server.address().toString())
                        .put("sha256", blob.hash().hex())
                        .put("accepted", false)
                        .put("status", answer.refusal().status())
                        .put("error", answer.refusal().reason()));
        return 1;
    }
}
