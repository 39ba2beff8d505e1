package dev.bluebell.blossom;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Blossom servers of one person, published as a Nostr event (BUD-03).
 *
 * @param servers most trusted first, each once, spelled as in {@link ServerAddress}
 */
public record ServerList(List<URI> servers) {

    /** The kind of the event. A newer one of the same author replaces it. */
    public static final int KIND = 10_063;

    /**
     * Brings the addresses into one spelling and drops repetitions.
     *
     * @throws IllegalArgumentException if one of them cannot be a Blossom server
     */
    public ServerList {
        servers = servers.stream()
                .map(url -> new ServerAddress(url).uri())
                .distinct()
                .toList();
    }

    /**
     * Reads the list from its event, whose signature is the caller's to check. What is no address of a server is passed
     * over, so the list may be empty. The {@code r} tags of the first drafts count after the {@code server} tags.
     *
     * @throws BlossomException.Malformed if the event is of another kind
     */
    public static ServerList read(Event event) {
        if (event.kind() != KIND) {
            throw new BlossomException.Malformed(
                    "a server list is an event of kind %d, not %d".formatted(KIND, event.kind()));
        }
        return new ServerList(Stream.of("server", "r")
                .flatMap(name -> event.tagValues(name).stream())
                .flatMap(url -> ServerAddress.parse(url).stream())
                .map(ServerAddress::uri)
                .toList());
    }

    /**
     * The event that publishes this list, to be signed.
     *
     * @throws IllegalStateException if the list is empty, which BUD-03 does not allow
     */
    public EventDraft draft(Instant createdAt) {
        if (servers.isEmpty()) {
            throw new IllegalStateException("a server list that is published names at least one server");
        }
        List<List<String>> tags =
                servers.stream().map(url -> List.of("server", url.toString())).toList();
        return new EventDraft(createdAt, KIND, tags, "");
    }
}
