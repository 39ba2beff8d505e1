package dev.bluebell.bluesky.profile;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Shows profiles, and asks for each only once. Thread-safe. */
public final class Profiles {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final XrpcClient client;
    private final ProfileCache cache;
    private final InstantSource clock;

    /**
     * Profiles by a client.
     *
     * @param cache remembers them
     * @param clock where the time comes from
     */
    public Profiles(XrpcClient client, ProfileCache cache, InstantSource clock) {
        this.client = client;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * The profile as it was when somebody asked for it first, or now.
     *
     * @throws BlueskyException.Unresolved if the server would not show it when somebody asked for it first
     * @throws BlueskyException.Refused if the server will not show it now
     */
    public Profile get(Actor actor) {
        return cache.find(actor).map(known -> known(actor, known)).orElseGet(() -> fresh(actor));
    }

    /**
     * The profile as it is or was a short time ago.
     *
     * @param mostAge how old what is remembered may be
     * @throws BlueskyException as {@link #get(Actor)} says
     */
    public Profile get(Actor actor, Duration mostAge) {
        Instant earliest = clock.instant().minus(mostAge);
        Optional<CachedProfile> young =
                cache.find(actor).filter(known -> !known.stored().isBefore(earliest));
        return young.map(known -> known(actor, known)).orElseGet(() -> fresh(actor));
    }

    /**
     * The profile as it is now, which is then remembered; so is that the server does not show it.
     *
     * @throws BlueskyException.Refused if it does not
     */
    public Profile fresh(Actor actor) {
        try {
            Profile profile = Profile.read(client.get("app.bsky.actor.getProfile", Params.of("actor", actor))
                    .fields());
            if (actor instanceof Did did && !did.equals(profile.did())) {
                throw new BlueskyException.BadAnswer(
                        "what came for %s is the profile of %s".formatted(did, profile.did()), null);
            }
            cache.save(profile, clock.instant());
            return profile;
        } catch (BlueskyException.Refused e) {
            if (isOfTheAccount(e)) {
                cache.saveFailure(actor, e.getMessage(), clock.instant());
            }
            throw e;
        }
    }

    private static Profile known(Actor actor, CachedProfile known) {
        return switch (known) {
            case CachedProfile.Known(Profile profile, Instant stored) -> profile;
            case CachedProfile.Failed(String error, Instant stored) ->
                throw new BlueskyException.Unresolved(
                        "there was no profile of %s to be had at %s: %s".formatted(actor.value(), stored, error), null);
        };
    }

    /** Rather than of the server, or of whoever asks. */
    private static boolean isOfTheAccount(BlueskyException.Refused e) {
        return (e.status() == BAD_REQUEST || e.status() == NOT_FOUND)
                && !e.error().isEmpty()
                && !e.error().endsWith("Token");
    }
}
