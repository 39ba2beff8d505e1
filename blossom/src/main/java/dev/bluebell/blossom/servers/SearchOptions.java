package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Where to look for a blob besides the servers of one's own.
 *
 * @param authors knows the servers of the authors that a {@code blossom:} URI names
 * @param cache a server to ask last, where there is one
 * @param limits how much a URI may ask of us
 * @param signToHints whether servers that others named may learn in whose name they are asked, should they want a token
 * @param listener hears where the blob was not found
 */
public record SearchOptions(
        AuthorServers authors,
        Optional<ServerAddress> cache,
        SearchLimits limits,
        boolean signToHints,
        SearchListener listener) {

    /** Where a local cache of blobs listens, by convention. */
    public static final ServerAddress LOCAL_CACHE = new ServerAddress(URI.create("http://127.0.0.1:24242"));

    /** Nobody is known, there is no cache, hinted servers get no tokens, and nobody listens. */
    public static SearchOptions defaults() {
        return new SearchOptions(
                AuthorServers.NONE, Optional.empty(), SearchLimits.defaults(), false, SearchListener.NONE);
    }

    /** The same with somebody who knows the servers of authors. */
    public SearchOptions withAuthors(AuthorServers some) {
        return new SearchOptions(some, cache, limits, signToHints, listener);
    }

    /** The same with a cache that is asked last, as {@link #LOCAL_CACHE}. */
    public SearchOptions withCache(ServerAddress one) {
        return new SearchOptions(authors, Optional.of(one), limits, signToHints, listener);
    }

    /** The same with other limits. */
    public SearchOptions withLimits(SearchLimits some) {
        return new SearchOptions(authors, cache, some, signToHints, listener);
    }

    /** The same with tokens for servers that others named, or without. */
    public SearchOptions withSignToHints(boolean yes) {
        return new SearchOptions(authors, cache, limits, yes, listener);
    }

    /** The same with somebody listening. */
    public SearchOptions withListener(SearchListener one) {
        return new SearchOptions(authors, cache, limits, signToHints, one);
    }
}
