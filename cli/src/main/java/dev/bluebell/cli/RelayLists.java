package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.ServerList;
import dev.bluebell.blossom.client.FoundList;
import dev.bluebell.blossom.client.PublishedList;
import dev.bluebell.blossom.client.ServerLists;
import dev.bluebell.blossom.servers.AuthorServers;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.FetchOutcome;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The server lists (BUD-03) that the relays of one command have. Thread-safe. */
final class RelayLists implements AuthorServers, AutoCloseable {

    private final Shell shell;
    private final List<RelayAddress> relays;
    private final HttpClient http;
    private final RelayPool pool;
    private final ServerLists lists;

    /**
     * Lists at these relays, of which there may be none where they are only asked for the servers of authors.
     *
     * @param signer in whose name to answer a relay that wants to know who asks; the caller releases it
     */
    RelayLists(Shell shell, List<RelayAddress> relays, Optional<Signer> signer) {
        this.shell = shell;
        this.relays = relays;
        this.http = Clients.http(shell);
        RelayPool.Builder builder =
                RelayPool.builder().httpClient(http).clock(shell.clock()).random(shell.random());
        signer.ifPresent(builder::signer);
        this.pool = builder.build();
        this.lists = new ServerLists(pool, relays, shell.clock());
    }

    /** What the relays say to a new list. */
    PublishedList publish(List<ServerAddress> servers, Signer signer) {
        return lists.publish(
                new ServerList(servers.stream().map(ServerAddress::uri).toList()), signer);
    }

    /**
     * The servers of somebody by the newest list that was found, most trusted first; says which relays may have a newer one.
     *
     * @return at least one, or empty if no relay has a list
     * @throws CommandException if none was found and not every relay could be asked, or if it is of no use
     */
    Optional<List<ServerAddress>> find(PublicKey author, Duration timeout) {
        return find(author, timeout, shell::say);
    }

    private Optional<List<ServerAddress>> find(PublicKey author, Duration timeout, Consumer<String> doubts) {
        FoundList found = lists.fetch(author, timeout);
        List<String> silent = found.outcomes().entrySet().stream()
                .flatMap(entry -> complaint(entry.getKey(), entry.getValue(), timeout).stream())
                .toList();
        if (found.list().isEmpty() && !silent.isEmpty()) {
            throw new CommandException(
                    "no server list of %s was found: %s".formatted(author.npub(), String.join("; ", silent)));
        }
        silent.forEach(words -> doubts.accept(words + "; it may have a newer server list than the one that was found"));
        return found.list().map(list -> usable(list, author));
    }

    /** As {@link #find}, for searches, to which a list that cannot be had is one miss of many. */
    @Override
    public List<ServerAddress> of(PublicKey author) {
        if (relays.isEmpty()) {
            throw new BlossomException.Unreachable(
                    "the server list of %s was not looked for, as no relay is named; name one with --relay URL or in BLUEBELL_RELAYS"
                            .formatted(author.npub()),
                    null);
        }
        try {
            return find(author, ServerLists.USUAL_TIMEOUT, doubt -> {})
                    .orElseThrow(() -> new CommandException(
                            "there is no server list of %s at the relays".formatted(author.npub())));
        } catch (CommandException e) {
            throw new BlossomException.Unreachable(Explanation.oneLine(e), e);
        }
    }

    private static List<ServerAddress> usable(ServerList list, PublicKey author) {
        if (list.servers().isEmpty()) {
            throw new CommandException(
                    "the server list of %s names no server that can be used".formatted(author.npub()));
        }
        return list.servers().stream().map(ServerAddress::new).toList();
    }

    private static Optional<String> complaint(RelayAddress relay, FetchOutcome outcome, Duration timeout) {
        return switch (outcome) {
            case FetchOutcome.Complete complete -> Optional.empty();
            case FetchOutcome.TimedOut late ->
                Optional.of("%s did not answer within %d ms".formatted(relay, timeout.toMillis()));
            case FetchOutcome.Failed(String reason) -> Optional.of("%s: %s".formatted(relay, reason));
        };
    }

    @Override
    public void close() {
        pool.close();
        http.shutdownNow();
    }
}
