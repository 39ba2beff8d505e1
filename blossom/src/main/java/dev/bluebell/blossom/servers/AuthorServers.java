package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.nostr.PublicKey;
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
}
