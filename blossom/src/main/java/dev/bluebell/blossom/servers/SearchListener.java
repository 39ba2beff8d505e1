package dev.bluebell.blossom.servers;

/** Hears how a search goes. Called on the thread that searches. */
@FunctionalInterface
public interface SearchListener {

    /** Hears nothing. */
    SearchListener NONE = miss -> {};

    /** The blob is not there, or not that blob; the next place is asked. */
    void missed(Miss miss);
}
