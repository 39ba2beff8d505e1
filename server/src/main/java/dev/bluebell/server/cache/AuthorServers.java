package dev.bluebell.server.cache;

import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.util.List;

/** The servers on which an author keeps blobs (BUD-03). Thread-safe; may block for a few seconds. */
@FunctionalInterface
public interface AuthorServers {

    /** {@return the author's servers, most trusted first; empty if none are known or nobody could be asked} */
    List<URI> of(PublicKey author);

    /** {@return what knows no servers: hints that name authors lead nowhere} */
    static AuthorServers none() {
        return author -> List.of();
    }
}
