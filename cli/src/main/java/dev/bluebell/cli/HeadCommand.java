package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.BlobHead;
import dev.bluebell.blossom.client.ReadOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code bluebell head}: what a server says about a blob. */
@Command(name = "head", description = "Ask a server whether it has a blob, and what it is.")
final class HeadCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "HASH|URL", description = "The blob; a URL names its server.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private BlobReference blob;

    @Mixin
    private final Server server = new Server();

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    HeadCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerAddress address = server.address(shell, blob);
        try (Clients clients = new Clients(shell, Identity.findSigner(shell))) {
            BlobHead head = clients.to(address)
                    .head(blob.hash(), ReadOptions.defaults())
                    .orThrow();
            shell.print(json ? object(head) : line(head));
        }
        return 0;
    }

    private ObjectNode object(BlobHead head) {
        ObjectNode object = Json.object()
                .put("url", head.url().toString())
                .put("sha256", blob.hash().hex())
                .put("type", head.type());
        head.sizeBytes().ifPresent(size -> object.put("size", size));
        return object;
    }

    private static String line(BlobHead head) {
        String size = head.sizeBytes().isPresent() ? head.sizeBytes().getAsLong() + " bytes" : "size unknown";
        return "%s  %s  %s".formatted(head.type(), size, head.url());
    }
}
