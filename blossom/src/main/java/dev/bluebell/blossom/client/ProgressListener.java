package dev.bluebell.blossom.client;

/**
 * Hears how far a transfer is. Called often, on a thread of the transfer; must be quick and must not throw.
 */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = bytes -> {};

    /**
     * Called before the first piece of a blob that comes, if the server says how long it is.
     *
     * @param bytes how many there will be, by the server's word
     */
    default void expected(long bytes) {}

    /**
     * Called after each piece.
     *
     * @param bytes how many there are so far; begins anew if the transfer does
     */
    void transferred(long bytes);
}
