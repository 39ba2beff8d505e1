package dev.bluebell.bluesky.profile;

import java.time.Instant;

/** What is remembered of an account. */
public sealed interface CachedProfile {

    /** Since when. */
    Instant stored();

    /**
     * It had this profile.
     *
     * @param profile as it was
     * @param stored when
     */
    record Known(Profile profile, Instant stored) implements CachedProfile {}

    /**
     * The server refused to show it.
     *
     * @param error what the server said, on one line
     * @param stored when
     */
    record Failed(String error, Instant stored) implements CachedProfile {}
}
