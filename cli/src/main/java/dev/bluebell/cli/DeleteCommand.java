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

    @Parameters(paramLabel = "HASH", arity = "1..*", description = "The SHA-256 of each blob.")
    private List<BlobHash> hashes = List.of();

    @Mixin
    private final Server server = new Server();

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    DeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerAddress address = server.address(shell);
        try (Clients clients = new Clients(shell, Optional.of(Identity.requireSigner(shell)))) {
            BlossomClient client = clients.to(address);
            // One token each: what names several blobs is no mass deletion, says BUD-12.
            long gone = hashes.stream().filter(hash -> delete(client, hash)).count();
            return gone == hashes.size() ? 0 : 1;
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
