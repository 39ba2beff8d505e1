package dev.bluebell.blossom.client;

import dev.bluebell.blossom.ServerList;
import dev.bluebell.nostr.relay.FetchOutcome;
import dev.bluebell.nostr.relay.RelayAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What relays know of somebody's server list (BUD-03).
 *
 * @param list the newest one, if any relay has one; it may name no server that can be used
 * @param outcomes how far each relay came: unless all are complete, a newer list may exist
 */
public record FoundList(Optional<ServerList> list, Map<RelayAddress, FetchOutcome> outcomes) {

    /** Copies the outcomes. */
    public FoundList {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
}
