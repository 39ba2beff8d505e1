package dev.bluebell.blossom.servers;

/**
 * Blobs of one server at another.
 *
 * @param had how many it had already
 * @param blobs how many were copied, or in a plan are to be copied
 * @param bytes how many bytes these have
 * @param failures how many were not copied
 */
public record SyncTally(long had, long blobs, long bytes, long failures) {

    static final SyncTally NONE = new SyncTally(0, 0, 0, 0);

    SyncTally plus(SyncTally more) {
        return new SyncTally(had + more.had, blobs + more.blobs, bytes + more.bytes, failures + more.failures);
    }
}
