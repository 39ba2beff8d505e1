package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.oauth.Authorization;
import dev.bluebell.bluesky.oauth.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/**
 * A login that waits for a person at a page of the account's server. To be closed. Thread-safe.
 *
 * <pre>{@code
 * try (var login = bluesky.account("alice.example").browserLogin()) {
 *     System.err.println(login.url());
 *     login.await(Duration.ofMinutes(5));
 * }
 * }</pre>
 */
public final class BrowserLogin implements AutoCloseable {

    private final Authorization authorization;
    private final Function<Tokens, StoredSession> keep;

    BrowserLogin(Authorization authorization, Function<Tokens, StoredSession> keep) {
        this.authorization = authorization;
        this.keep = keep;
    }

    /** The page, to be opened in a browser on this machine; servers keep it for some minutes. */
    public URI url() {
        return authorization.url();
    }

    /**
     * Waits until the person has answered there; then there is a session, which is stored. Once.
     *
     * @param most how long to wait
     * @return who it is
     * @throws BlueskyException.NotAuthenticated if the person says no, or nothing in time
     * @throws BlueskyException.BadAnswer if the answer is another server's, or the session another account's
     */
    public Did await(Duration most) {
        return keep.apply(authorization.await(most)).did();
    }

    /** Waits no more. */
    @Override
    public void close() {
        authorization.close();
    }
}
