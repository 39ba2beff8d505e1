package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Accepted;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

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
    public Integer call() throws IOException {
        ServerAddress address = server.address(shell);
        LocalBlob blob = LocalBlob.of(Found.file(file, shell));
        try (Clients clients = new Clients(shell, Optional.of(Identity.requireSigner(shell)))) {
            BlossomClient client = clients.to(address);
            Answer<Accepted> answer = media ? client.checkMedia(blob) : client.check(blob);
            if (json) {
                shell.print(object(address, blob, answer));
            } else {
                answer.orThrow();
                shell.print("%s would take %s (%s, %d bytes)".formatted(address, file, blob.type(), blob.sizeBytes()));
            }
            return answer instanceof Answer.Ok ? 0 : 1;
        }
    }

    private static ObjectNode object(ServerAddress address, LocalBlob blob, Answer<Accepted> answer) {
        ObjectNode object = Json.object()
                .put("server", address.toString())
                .put("sha256", blob.hash().hex())
                .put("accepted", answer instanceof Answer.Ok);
        if (answer instanceof Answer.Refused<Accepted> refused) {
            object.put("status", refused.refusal().status())
                    .put("error", refused.refusal().reason());
        }
        return object;
    }
}
