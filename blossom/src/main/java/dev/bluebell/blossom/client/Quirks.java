package dev.bluebell.blossom.client;

/** What a client has learnt about its server, so as not to be refused for the same thing again. Thread-safe. */
final class Quirks {

    private volatile boolean wantsDigest;
    private volatile boolean takesMediaAsUpload;
    private volatile boolean there;

    /** Whether it has answered, and was not given up since: should nobody listen, it is being started anew. */
    boolean isThere() {
        return there;
    }

    void setThere(boolean answered) {
        there = answered;
    }

    /** Whether uploads need {@code Content-Digest}, as on servers that know the hash by no other name. */
    boolean wantsDigest() {
        return wantsDigest;
    }

    /** Whether tokens for media must say that they are for an upload. */
    boolean takesMediaAsUpload() {
        return takesMediaAsUpload;
    }

    /** A request was granted that had been made so. */
    void learn(boolean withDigest, boolean mediaAsUpload) {
        wantsDigest |= withDigest;
        takesMediaAsUpload |= mediaAsUpload;
    }
}
