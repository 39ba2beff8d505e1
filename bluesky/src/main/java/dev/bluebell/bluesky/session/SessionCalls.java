package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.identity.Identities;
import dev.bluebell.bluesky.oauth.Authorization;
import dev.bluebell.bluesky.oauth.OAuth;
import dev.bluebell.bluesky.oauth.OAuthSession;
import dev.bluebell.bluesky.oauth.Tokens;
import dev.bluebell.bluesky.xrpc.Access;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Credential;
import dev.bluebell.bluesky.xrpc.Grant;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for sessions. Each call is one request, so that it ends before a lease does; or it says before each. Thread-safe.
 *
 * @param client sends them
 * @param identities finds where an account lives
 * @param oauth asks in the other way
 * @param service where to log in with an e-mail address
 * @param clock where the time comes from
 */
record SessionCalls(XrpcClient client, Identities identities, OAuth oauth, URI service, InstantSource clock) {

    private static final String SERVER = "com.atproto.server.";

    /**
     * Where to log in.
     *
     * @param did whom the identifier names; empty for an e-mail address
     * @param host where the account lives; for an e-mail address the service, which knows
     */
    record Door(Optional<Did> did, URI host) {}

    /** Finds the server to which the password goes. This may take long, as several others are asked. */
    Door door(Credentials credentials) {
        Optional<Did> did = Optional.of(credentials.identifier())
                .filter(name -> !name.contains("@"))
                .map(this::account);
        return new Door(did, did.map(this::pds).orElse(service));
    }

    /** Logs in. */
    StoredSession create(Credentials credentials, Door door) {
        Optional<Did> did = door.did();
        URI host = door.host();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("identifier", did.map(Did::value).orElse(credentials.identifier()));
        fields.put("password", credentials.password());
        credentials.code().ifPresent(code -> fields.put("authFactorToken", code));
        XrpcResponse answer = at(Grant.anonymous(host))
                .call(
                        SERVER + "createSession",
                        Body.json(fields),
                        CallOptions.none().quietly());
        Did owner = owner(answer);
        if (did.isPresent() && !did.get().equals(owner)) {
            throw new BlueskyException.BadAnswer(
                    "%s let %s in as %s".formatted(host.getRawAuthority(), did.get(), owner), null);
        }
        URI pds = did.isPresent() ? host : pds(owner);
        return session(credentials.identifier(), answer, owner, pds, StoredSession.Origin.CREATED);
    }

    /** Whom a name means; not an e-mail address, which only the one server knows. */
    Did account(String identifier) {
        try {
            Actor actor = Actor.parse(identifier);
            return actor instanceof Did did ? did : identities.resolve(actor).did();
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.NotAuthenticated(
                    "an account is named by its handle, its DID or its e-mail address", e);
        }
    }

    /** Where an account lives. */
    URI pds(Did did) {
        return identities
                .document(did)
                .pds()
                .orElseThrow(() -> new BlueskyException.Unresolved(
                        "the document of %s names no PDS that can be asked".formatted(did), null));
    }

    /**
     * A new session for one that ends.
     *
     * @param before run before each request
     */
    StoredSession refresh(StoredSession old, Runnable before) {
        return old.oauth().map(by -> refresh(old, by, before)).orElseGet(() -> {
            before.run();
            return refreshByPassword(old);
        });
    }

    private StoredSession refresh(StoredSession old, OAuthSession by, Runnable before) {
        Tokens tokens = oauth.refresh(old.did(), by, old.refreshToken(), before);
        return session(old.username(), tokens, old.pds(), StoredSession.Origin.REFRESHED);
    }

    private StoredSession refreshByPassword(StoredSession old) {
        XrpcResponse answer = at(bearer(old, old.refreshToken()))
                .call(SERVER + "refreshSession", Body.none(), CallOptions.none().quietly());
        Did owner = owner(answer);
        if (!owner.equals(old.did())) {
            throw new BlueskyException.BadAnswer(
                    "%s refreshed the session of %s to one of %s"
                            .formatted(old.pds().getRawAuthority(), old.did(), owner),
                    null);
        }
        return session(old.username(), answer, owner, old.pds(), StoredSession.Origin.REFRESHED);
    }

    void delete(StoredSession session) {
        session.oauth()
                .ifPresentOrElse(by -> oauth.revoke(by, session.refreshToken()), () -> deleteByPassword(session));
    }

    /** How the access token of a session is shown. */
    Credential credential(StoredSession session) {
        return session.oauth()
                .map(by -> oauth.credential(by, session.accessToken()))
                .orElseGet(() -> Credential.bearer(session.accessToken()));
    }

    /** Sends a person to the page of the server at which an account logs in. */
    Authorization authorize(String username, Did did, URI pds, String scope) {
        return oauth.begin(did, pds, username, scope);
    }

    /** The session that tokens make. */
    StoredSession session(String username, Tokens tokens, URI pds, StoredSession.Origin origin) {
        return new StoredSession(
                username,
                tokens.account(),
                tokens.access(),
                tokens.refresh(),
                pds,
                clock.instant(),
                origin,
                Optional.of(tokens.session()));
    }

    private void deleteByPassword(StoredSession session) {
        at(bearer(session, session.refreshToken()))
                .call(SERVER + "deleteSession", Body.none(), CallOptions.none().quietly());
    }

    private StoredSession session(String username, XrpcResponse answer, Did did, URI pds, StoredSession.Origin origin) {
        return new StoredSession(
                username, did, answer.text("accessJwt"), answer.text("refreshJwt"), pds, clock.instant(), origin);
    }

    private static Did owner(XrpcResponse answer) {
        try {
            return new Did(answer.text("did"));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("a session was given to nobody", e);
        }
    }

    private XrpcClient at(Grant grant) {
        return client.with(Access.always(grant)).with(RetryPolicy.none());
    }

    private static Grant bearer(StoredSession session, String token) {
        return new Grant(session.pds(), Optional.of(session.did()), Credential.bearer(token), false);
    }
}
