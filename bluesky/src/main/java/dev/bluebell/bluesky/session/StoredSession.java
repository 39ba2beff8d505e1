package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.oauth.OAuthSession;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A session, as it is stored.
 *
 * @param username what the account was called when it logged in, as it was given
 * @param did whose session
 * @param accessToken shown with calls, for about two hours
 * @param refreshToken good for a new pair
 * @param pds where the account lives; the tokens go nowhere else
 * @param created when it was made, by the clock of this machine
 * @param origin how it was made
 * @param oauth what it is beside that if it was made by OAuth; empty if by a password
 */
public record StoredSession(
        String username,
        Did did,
        String accessToken,
        String refreshToken,
        URI pds,
        Instant created,
        Origin origin,
        Optional<OAuthSession> oauth) {

    /** How a session came to be; the numbers are those of the table. */
    public enum Origin {
        /** With a password, or by OAuth: 0. */
        CREATED,
        /** With the refresh token of the one before: 1. */
        REFRESHED
    }

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is neither https nor plain http to loopback
     */
    public StoredSession {
        Loopback.check(pds);
    }

    /** By a password. */
    public StoredSession(
            String username,
            Did did,
            String accessToken,
            String refreshToken,
            URI pds,
            Instant created,
            Origin origin) {
        this(username, did, accessToken, refreshToken, pds, created, origin, Optional.empty());
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "StoredSession[%s, %s, %s, %s]".formatted(username, did, pds, created);
    }
}
