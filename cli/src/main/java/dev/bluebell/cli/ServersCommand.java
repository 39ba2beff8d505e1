package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.PublishedList;
import dev.bluebell.blossom.client.ServerLists;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.Published;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code bluebell servers}: the list of servers on which somebody keeps blobs, for others to find (BUD-03). */
@Command(
        name = "servers",
        description = "Your list of Blossom servers, which others find at Nostr relays (BUD-03).",
        synopsisSubcommandLabel = "COMMAND")
final class ServersCommand {

    private static final String AUTHOR = "NPUB|HEX";
    private static final String WHOSE = "Whose list; default: your own.";
    private static final String PATIENCE = "How long to wait for the slowest relay; default 2s.";

    private final Shell shell;

    ServersCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(
            name = "show",
            description = "Show the servers that are configured here and, with relays, those that are published.")
    int show(
            @Parameters(paramLabel = AUTHOR, arity = "0..1", description = WHOSE) Optional<PublicKey> author,
            @Mixin Servers servers,
            @Mixin Relays relays,
            @Option(
                            names = "--timeout",
                            paramLabel = "T",
                            converter = Converters.Patience.class,
                            description = PATIENCE)
                    Optional<Duration> timeout,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        List<ServerAddress> configured = servers.orConfigured(shell);
        configured.forEach(server -> print("configured", server, json));
        List<RelayAddress> places = relays.orConfigured(shell);
        if (places.isEmpty()) {
            shell.say("what is published was not looked for, as no relay is named; name one with --relay URL");
        } else {
            List<ServerAddress> published = published(author, places, timeout);
            published.forEach(server -> print("published", server, json));
            if (published.isEmpty()) {
                shell.say("no server list is published at these relays; publish yours with: bluebell servers publish");
            }
        }
        return 0;
    }

    private void print(String list, ServerAddress server, boolean json) {
        shell.print(
                json
                        ? Json.object().put("server", server.toString()).put("list", list)
                        : "%-10s  %s".formatted(list, server));
    }

    @Command(
            name = "publish",
            description = "Publish your list of servers, most trusted first, instead of the one before.")
    int publish(
            @Mixin Servers servers,
            @Mixin Relays relays,
            @Option(names = "--json", description = "Print the verdict of each relay, one JSON object a line.")
                    boolean json) {
        List<ServerAddress> named = servers.required(shell);
        List<RelayAddress> places = relays.required(shell);
        Signer signer = Identity.requireSigner(shell);
        try (RelayLists lists = new RelayLists(shell, places, Optional.of(signer))) {
            PublishedList published = lists.publish(named, signer);
            published.eventId().filter(id -> !json).ifPresent(id -> shell.print("published  " + id));
            published.verdicts().forEach(verdict -> tell(verdict, published.eventId(), json));
            return published.eventId().isPresent() ? 0 : 1;
        } finally {
            Identity.release(signer);
        }
    }

    private void tell(Published published, Optional<String> event, boolean json) {
        switch (published.verdict()) {
            case Verdict.Accepted accepted ->
                shell.print(
                        json ? line(published).put("event", event.orElseThrow()) : "accepted   " + published.relay());
            case Verdict.Rejected(String reason) ->
                complain(published, "rejected the list: " + (reason.isEmpty() ? "it does not say why" : reason), json);
            case Verdict.TryLater(String reason) -> complain(published, "has not taken the list yet: " + reason, json);
        }
    }

    private void complain(Published published, String words, boolean json) {
        if (json) {
            shell.print(line(published).put("error", words));
        } else {
            shell.say(published.relay() + " " + words);
        }
    }

    private static ObjectNode line(Published published) {
        return Json.object().put("relay", published.relay().toString());
    }

    @Command(name = "fetch", description = "Fetch the newest list of servers of somebody, most trusted first.")
    int fetch(
            @Parameters(paramLabel = AUTHOR, arity = "0..1", description = WHOSE) Optional<PublicKey> author,
            @Mixin Relays relays,
            @Option(
                            names = "--timeout",
                            paramLabel = "T",
                            converter = Converters.Patience.class,
                            description = PATIENCE)
                    Optional<Duration> timeout,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        List<ServerAddress> published = published(author, relays.required(shell), timeout);
        published.forEach(
                server -> shell.print(json ? Json.object().put("server", server.toString()) : server.toString()));
        if (published.isEmpty()) {
            shell.say("there is no such server list at these relays; name others with --relay URL");
        }
        return published.isEmpty() ? 1 : 0;
    }

    private List<ServerAddress> published(
            Optional<PublicKey> author, List<RelayAddress> relays, Optional<Duration> timeout) {
        PublicKey whose = author.orElseGet(() -> Identity.requirePublicKey(shell));
        Optional<Signer> signer = Identity.findSigner(shell);
        try (RelayLists lists = new RelayLists(shell, relays, signer)) {
            return lists.find(whose, timeout.orElse(ServerLists.USUAL_TIMEOUT)).orElse(List.of());
        } finally {
            signer.ifPresent(Identity::release);
        }
    }
}
