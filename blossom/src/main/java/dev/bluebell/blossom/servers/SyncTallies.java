package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts for each server what was copied. Thread-safe. */
final class SyncTallies {

    private final Map<ServerAddress, SyncTally> tallies = new LinkedHashMap<>();

    SyncTallies(Collection<ServerAddress> servers) {
        servers.forEach(server -> tallies.put(server, SyncTally.NONE));
    }

    synchronized void add(ServerAddress server, MissingBlob blob, boolean done) {
        SyncTally one = done ? new SyncTally(1, blob.descriptor().sizeBytes(), 0) : new SyncTally(0, 0, 1);
        tallies.merge(server, one, SyncTally::plus);
    }

    /** In the order of the servers. */
    synchronized Map<ServerAddress, SyncTally> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(tallies));
    }
}
