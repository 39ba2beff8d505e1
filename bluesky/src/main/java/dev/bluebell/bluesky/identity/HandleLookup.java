package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.util.Optional;

/** One way to ask whose a handle is. Implementations are thread-safe. */
@FunctionalInterface
public interface HandleLookup {

    /**
     * Asks.
     *
     * @return empty if nothing is known there
     * @throws BlueskyException if that could not be learnt
     */
    Optional<Did> find(Handle handle);
}
