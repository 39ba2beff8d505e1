package dev.bluebell.bluesky.profile;

import dev.bluebell.bluesky.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers profiles and failures to get them, one thing an account, until something newer is known of it. Implementations
 * are thread-safe.
 */
public interface ProfileCache {

    /** What is known of an account, by either of its names. */
    Optional<CachedProfile> find(Actor actor);

    /**
     * Remembers a profile. If another account had its handle, that one goes without from now on; what was remembered of the
     * handle alone is forgotten.
     */
    void save(Profile profile, Instant stored);

    /**
     * Remembers that there is none to be had by that name, in the place of a profile that was known under it. Then the other
     * name of that account leads to the failure, too.
     *
     * @param error what the server said, on one line
     */
    void saveFailure(Actor actor, String error, Instant stored);
}
