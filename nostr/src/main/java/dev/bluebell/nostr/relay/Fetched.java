package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several relays had to a query.
 *
 * @param events each once, whoever had it; checked; the newest first, of one second the lowest id first (NIP-01)
 * @param outcomes how far each relay came, in the order in which they were asked
 */
public record Fetched(List<Event> events, Map<RelayAddress, FetchOutcome> outcomes) {

    /** Copies both. */
    public Fetched {
        events = List.copyOf(events);
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
}
