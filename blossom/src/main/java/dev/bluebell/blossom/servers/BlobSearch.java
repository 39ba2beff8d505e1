package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.PaymentHandler;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.PublicKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One search for one blob. Nothing is looked up before its turn has come, and no server is asked twice. */
final class BlobSearch {

    private final ServerClients clients;
    private final List<ServerAddress> configured;
    private final SearchOptions options;
    private final BlossomUri uri;
    private final ReadOptions read;
    private final Path file;

    private final Set<ServerAddress> asked = new HashSet<>();
    private final List<Miss> misses = new ArrayList<>();

    /** A search whose result lies in {@code file}, or replaces what is there. */
    BlobSearch(
            ServerClients clients,
            List<ServerAddress> configured,
            SearchOptions options,
            BlossomUri uri,
            ReadOptions read,
            Path file) {
        this.clients = clients;
        this.configured = configured;
        this.options = options;
        this.uri = uri;
        this.read = forUri(read, uri);
        this.file = file;
    }

    /** An extension that says nothing is left out, and a blob must be as long as the URI says. */
    private static ReadOptions forUri(ReadOptions read, BlossomUri uri) {
        boolean known = read.extension().isEmpty() && !uri.extension().equals(BlossomUri.UNKNOWN_EXTENSION);
        ReadOptions named = known ? read.withExtension(uri.extension()) : read;
        return named.withMinBytes(Math.max(read.minBytes(), uri.sizeBytes().orElse(0)))
                .withMaxBytes(Math.min(read.maxBytes(), uri.sizeBytes().orElse(Long.MAX_VALUE)));
    }

    SearchResult run() {
        return ask(Source.HINT, hints())
                .or(this::askAuthors)
                .or(() -> ask(Source.CONFIGURED, configured.stream()))
                .or(() -> ask(Source.CACHE, options.cache().stream()))
                .<SearchResult>map(found -> found)
                .orElseGet(() -> new SearchResult.NotFound(uri.hash(), misses));
    }

    private Stream<ServerAddress> hints() {
        return uri.serverAddresses().stream().limit(options.limits().hints()).map(ServerAddress::new);
    }

    private Optional<SearchResult.Found> askAuthors() {
        return uri.authors().stream()
                .distinct()
                .limit(options.limits().authors())
                .flatMap(author -> ask(Source.AUTHOR, serversOf(author)).stream())
                .findFirst();
    }

    private Stream<ServerAddress> serversOf(PublicKey author) {
        try {
            List<ServerAddress> servers = options.authors().of(author);
            if (servers.isEmpty()) {
                throw new BlossomException.Unreachable("no servers of %s are known".formatted(author.npub()), null);
            }
            return servers.stream().limit(options.limits().serversOfAuthor());
        } catch (BlossomException.Interrupted | NostrException.Interrupted e) {
            throw e;
        } catch (BlossomException | NostrException e) {
            miss(new Miss("the servers of " + author.npub(), Source.AUTHOR, e));
            return Stream.empty();
        }
    }

    private Optional<SearchResult.Found> ask(Source source, Stream<ServerAddress> servers) {
        return servers.filter(asked::add)
                .flatMap(server -> ask(source, server).stream())
                .findFirst();
    }

    private Optional<SearchResult.Found> ask(Source source, ServerAddress server) {
        try {
            Fetched fetched = client(source, server)
                    .get(uri.hash(), file, options(server))
                    .orThrow();
            return Optional.of(new SearchResult.Found(fetched, source, misses));
        } catch (BlossomException.Interrupted | BlossomException.LocalFailure | NostrException.Interrupted e) {
            throw e;
        } catch (BlossomException | NostrException e) {
            miss(new Miss(server.toString(), source, e));
            return Optional.empty();
        }
    }

    private BlossomClient client(Source source, ServerAddress server) {
        return configured.contains(server)
                ? clients.to(server)
                : clients.passing(server, options.signToHints() && source != Source.CACHE);
    }

    /** Who may be paid for a blob is not for the one to say who names its servers. */
    private ReadOptions options(ServerAddress server) {
        return configured.contains(server) ? read : read.withPayments(PaymentHandler.NONE);
    }

    private void miss(Miss miss) {
        misses.add(miss);
        options.listener().missed(miss);
    }
}
