package dev.bluebell.blossom.servers;

/** Hears how blobs come to the servers that lack them. Called on several threads; must be quick and must not throw. */
public interface SyncListener {

    /** Hears nothing. */
    SyncListener NONE = new SyncListener() {};

    /**
     * A blob's turn has come.
     *
     * @return who hears of it at each server
     */
    default UploadListener begins(MissingBlob blob) {
        return UploadListener.NONE;
    }

    /** Each server that lacked a blob has it now, or will not have it. */
    default void ends(MissingBlob blob, Copies copies) {}
}
