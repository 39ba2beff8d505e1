package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.ProgressListener;

/** Hears how a blob comes to several servers. Called on several threads; must be quick and must not throw. */
public interface UploadListener {

    /** Hears nothing. */
    UploadListener NONE = new UploadListener() {};

    /**
     * A server's turn has come.
     *
     * @return who hears how much was sent there; nothing is heard of a mirror, which sends nothing from here
     */
    default ProgressListener begins(ServerAddress server) {
        return ProgressListener.NONE;
    }

    /** A server has the blob, or will not have it. */
    default void ends(Outcome<Copy> outcome) {}
}
