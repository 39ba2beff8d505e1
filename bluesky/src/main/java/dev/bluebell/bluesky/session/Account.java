package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.oauth.OAuth;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account that may be logged in, and calls in its name; or nobody, who may read what is public. Thread-safe. */
public final class Account {

    private final AccountSessions sessions;
    private final XrpcClient client;
    private final InstantSource clock;
    private volatile @Nullable Did pdsDid;

    Account(AccountSessions sessions, XrpcClient client, Hosts hosts, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
        this.client = client.with(new AccountAccess(sessions, hosts, new Tokens()));
    }

    /** Calls in its name where that is needed. */
    public XrpcClient client() {
        return client;
    }

    /**
     * Who it is; logs in if that is needed to know.
     *
     * @throws BlueskyException.NotAuthenticated if nobody can be logged in
     */
    public Did did() {
        return sessions.get().did();
    }

    /** Where it lives; logs in if that is needed to know. */
    public URI pds() {
        return sessions.get().pds();
    }

    /** Whether there is a session, or a password to make one. */
    public boolean isPossible() {
        return sessions.isPossible();
    }

    /**
     * Makes a session from the password, in the place of the one that there may be already.
     *
     * @return who it is
     * @throws BlueskyException.NotAuthenticated if there is no password, or it is not accepted, or a code is needed
     */
    public Did login() {
        return sessions.login().did();
    }

    /**
     * Begins to make a session by OAuth, with which the account can do what its owner's app can do. The account is named by
     * its handle or its DID. No password comes near this program.
     *
     * @throws BlueskyException if the account, or the server where it logs in, cannot be found
     */
    public BrowserLogin browserLogin() {
        return browserLogin(OAuth.EVERYTHING);
    }

    /**
     * The same, to do less.
     *
     * @param scope the scopes, {@code atproto} among them, with spaces between
     */
    public BrowserLogin browserLogin(String scope) {
        return sessions.browserLogin(scope);
    }

    /**
     * Ends the session at the server and here.
     *
     * @return whether there was one
     * @throws BlueskyException if the server could not be told; then nothing has ended, and it can be tried again
     */
    public boolean logout() {
        return sessions.logout();
    }

    /**
     * A token with which another service is shown that a call of one endpoint is in the name of this account. It is good for a
     * minute.
     *
     * @param audience the service
     * @param endpoint what will be called
     */
    public String serviceAuth(Did audience, Nsid endpoint) {
        return serviceAuth(audience, endpoint, Optional.empty());
    }

    /**
     * The same for another time.
     *
     * @param life how long it is good, at most an hour; by the clock of this machine
     */
    public String serviceAuth(Did audience, Nsid endpoint, Duration life) {
        return serviceAuth(audience, endpoint, Optional.of(life));
    }

    /**
     * Who the account's PDS is, to which services are to show themselves; asked once.
     *
     * @throws BlueskyException.BadAnswer if it does not say
     */
    public Did pdsDid() {
        Did known = pdsDid;
        if (known == null) {
            String did = client.get(
                            "com.atproto.server.describeServer",
                            Params.none(),
                            CallOptions.none().withHost(pds()))
                    .text("did");
            try {
                known = new Did(did);
            } catch (IllegalArgumentException e) {
                throw new BlueskyException.BadAnswer("%s has no DID".formatted(pds()), e);
            }
            pdsDid = known;
        }
        return known;
    }

    private final class Tokens implements AccountAccess.ServiceTokens {

        @Override
        public String token(Did audience, Nsid endpoint, Optional<Duration> life) {
            return serviceAuth(audience, endpoint, life);
        }

        @Override
        public Did pds() {
            return pdsDid();
        }
    }

    private String serviceAuth(Did audience, Nsid endpoint, Optional<Duration> life) {
        Params.Builder params = Params.builder().add("aud", audience).add("lxm", endpoint);
        life.ifPresent(time -> params.add("exp", clock.instant().plus(time).getEpochSecond()));
        return client.get("com.atproto.server.getServiceAuth", params.build(), CallOptions.none())
                .text("token");
    }
}
