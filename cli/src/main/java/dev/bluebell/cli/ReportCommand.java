package dev.bluebell.cli;

import dev.bluebell.blossom.Report;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Signer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluebell report}: complains about a blob. */
@Command(name = "report", description = "Tell a server what is wrong with a blob.")
final class ReportCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "HASH|URL", description = "The blob; a URL names its server.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private BlobReference blob;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            required = true,
            description = "nudity, malware, profanity, illegal, spam, impersonation or other.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private Report.Type type;

    @Option(names = "--text", paramLabel = "T", description = "What you have to say about it.")
    private String text = "";

    @Mixin
    private final Server server = new Server();

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ServerAddress address = server.address(shell, blob);
        Report report = new Report(List.of(new Report.Item(blob.hash(), type)), text);
        Signer signer = Identity.requireSigner(shell);
        Event event;
        try (Clients clients = new Clients(shell, Optional.of(signer))) {
            event = signer.sign(report.draft(shell.clock().instant()));
            clients.to(address).report(event).orThrow();
        }
        shell.print(
                json
                        ? Json.object().put("sha256", blob.hash().hex()).put("event", event.id())
                        : "reported %s to %s".formatted(blob.hash(), address));
        return 0;
    }
}
