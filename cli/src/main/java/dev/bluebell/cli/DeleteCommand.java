package dev.bluebell.cli;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.WriteOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluebell delete}: gives up blobs. */
@Command(name = "delete", description = "Delete blobs of yours from a server.")
final class DeleteCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "HASH|URL", arity = "1", description = "The blobs; a URL names its server.")
    private List<BlobReference> blobs = List.of();

    @Mixin
    private final Server server = new Server();

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    DeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<ServerAddress> places =
                blobs.stream().map(blob -> server.address(shell, blob)).toList();
        try (Clients clients = new Clients(shell, Optional.of(Identity.requireSigner(shell)))) {
            // One token each: what names several blobs is no mass deletion, says BUD-12.
            boolean allGone = true;
            for (int i = 0; i < blobs.size(); i++) {
                allGone &= delete(clients.to(places.get(i)), blobs.get(i).hash());
            }
            return allGone ? 0 : 1;
        }
    }

    private boolean delete(BlossomClient client, BlobHash hash) {
        try {
            client.delete(hash, WriteOptions.defaults()).orThrow();
            shell.print(json ? Json.object().put("sha256", hash.hex()).put("deleted", true) : "deleted " + hash);
            return true;
        } catch (BlossomException e) {
            if (json) {
                shell.print(Json.object().put("sha256", hash.hex()).put("error", Explanation.of(e)));
            } else {
                shell.say(Explanation.of(e));
            }
            return false;
        }
    }
}
