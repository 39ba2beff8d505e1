package dev.bluebell.server.cache;

import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;

/**
 * Where one blob may be, as all who wait for it have said: who comes later adds what he knows. Servers come before the
 * authors whose lists name further ones; each is given out once. Thread-safe.
 */
final class Places {

    /** However many clients wait for a blob, it is looked for in no more places. */
    private static final int MOST = 64;

    /** Of an author's list no more servers are asked. */
    private static final int MOST_OF_AN_AUTHOR = 8;

    /**
     * An address, and what is said of what is there.
     *
     * @param url of the blob
     * @param sizeBytes how long it should be
     */
    record Place(URI url, OptionalLong sizeBytes) {}

    private record Author(PublicKey key, Hints hints) {}

    private final AuthorServers lists;
    private final Set<Object> seen = new HashSet<>();
    private final Queue<Place> servers = new ArrayDeque<>();
    private final Queue<Author> authors = new ArrayDeque<>();
    private boolean over;

    Places(AuthorServers lists) {
        this.lists = lists;
    }

    /** Adds the places that somebody knows. Returns whether they will be asked: not if all others have been in vain. */
    synchronized boolean add(Hints hints) {
        if (over) {
            return false;
        }
        addServers(hints.servers(), hints);
        hints.authors().stream().filter(this::isNew).forEach(author -> authors.add(new Author(author, hints)));
        return true;
    }

    private void addServers(List<URI> addresses, Hints hints) {
        addresses.stream()
                .map(server -> new Place(URI.create(server + "/" + hints.name()), hints.sizeBytes()))
                .filter(this::isNew)
                .forEach(servers::add);
    }

    private boolean isNew(Object place) {
        return seen.size() < MOST && seen.add(place);
    }

    /** The next place to ask, or nothing, for good, if there is none left. May block, to look an author up. */
    Optional<Place> next() {
        while (true) {
            Author author;
            synchronized (this) {
                if (!servers.isEmpty()) {
                    return Optional.of(servers.remove());
                }
                if (authors.isEmpty()) {
                    over = true;
                    return Optional.empty();
                }
                author = authors.remove();
            }
            // Others may add what they know meanwhile.
            addServersOf(author);
        }
    }

    private void addServersOf(Author author) {
        List<URI> list =
                lists.of(author.key()).stream().limit(MOST_OF_AN_AUTHOR).toList();
        synchronized (this) {
            addServers(list, author.hints());
        }
    }

    /** Lets nobody add anything any more. */
    synchronized void end() {
        over = true;
    }
}
