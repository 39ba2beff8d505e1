package dev.bluebell.bluesky.text;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.util.Optional;

/** Finds the accounts that a text mentions. Implementations are thread-safe. */
@FunctionalInterface
public interface MentionResolver {

    /** Nobody is known: mentions stay text. */
    MentionResolver NOBODY = handle -> Optional.empty();

    /** Whose handle that is; empty if nobody's. */
    Optional<Did> resolve(Handle handle);
}
