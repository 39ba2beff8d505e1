package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.FoundList;
import dev.bluebell.blossom.client.ServerLists;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.relay.FetchOutcome;
import java.util.List;

/** Knows where an author keeps blobs, for instance by the list that they publish on relays (BUD-03). */
@FunctionalInterface
public interface AuthorServers {

    /** Knows of nobody. */
    AuthorServers NONE = author -> List.of();

    /**
     * The servers of an author, most trusted first; empty if nothing is known. May block.
     *
     * @throws dev.bluebell.blossom.BlossomException if that cannot be found out; so may
     *     {@link dev.bluebell.nostr.NostrException}
     */
    List<ServerAddress> of(PublicKey author);

    /** Looks them up in the lists that authors publish; fails if there is none and not every relay could be asked. */
    static AuthorServers listedAt(ServerLists lists) {
        return author -> {
            FoundList found = lists.fetch(author, ServerLists.USUAL_TIMEOUT);
            boolean asked = found.outcomes().values().stream().allMatch(FetchOutcome.Complete.class::isInstance);
            if (found.list().isEmpty() && !asked) {
                throw new BlossomException.Unreachable(
                        "the server list of %s was not found, and not every relay answered: %s"
                                .formatted(author.npub(), found.outcomes()),
                        null);
            }
            return found.list().stream()
                    .flatMap(list -> list.servers().stream())
                    .map(ServerAddress::new)
                    .toList();
        };
    }
}
