package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts for each server what was copied. Thread-safe. */
final class SyncTallies {

    private static final SyncTally HAD = new SyncTally(1, 0, 0, 0);

    private final Map<ServerAddress, SyncTally> tallies = new LinkedHashMap<>();

    SyncTallies(Collection<ServerAddress> servers) {
        servers.forEach(server -> tallies.put(server, SyncTally.NONE));
    }

    synchronized void add(ServerAddress server, MissingBlob blob, boolean done) {
        SyncTally one = done ? new SyncTally(0, 1, blob.descriptor().sizeBytes(), 0) : new SyncTally(0, 0, 0, 1);
        tallies.merge(server, one, SyncTally::plus);
    }

    /** All servers but those have a blob already. */
    synchronized void addHad(List<ServerAddress> lackedBy) {
        tallies.replaceAll((server, tally) -> lackedBy.contains(server) ? tally : tally.plus(HAD));
    }

    /** In the order of the servers. */
    synchronized Map<ServerAddress, SyncTally> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(tallies));
    }
}
