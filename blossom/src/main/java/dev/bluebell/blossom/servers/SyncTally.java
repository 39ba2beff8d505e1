package dev.bluebell.blossom.servers;

/**
 * Blobs that were to be copied to a server.
 *
 * @param blobs how many were copied, or in a plan are to be copied
 * @param bytes how many bytes these have
 * @param failures how many were not copied
 */
public record SyncTally(long blobs, long bytes, long failures) {

    static final SyncTally NONE = new SyncTally(0, 0, 0);

    SyncTally plus(SyncTally more) {
        return new SyncTally(blobs + more.blobs, bytes + more.bytes, failures + more.failures);
    }
}
