package dev.bluebell.bluesky.oauth;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.xrpc.Credential;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The profile of OAuth that AT Protocol has, for programs on a person's machine: pushed requests (RFC 9126), PKCE (RFC 7636),
 * tokens bound to a key of their own (RFC 9449), and the client that every server knows by the name {@code localhost}.
 * Thread-safe.
 */
public final class OAuth {

    /** To do what the account's own app may do, chats included. */
    public static final String EVERYTHING = "atproto transition:generic transition:chat.bsky";

    private final TokenCalls calls;
    private final Dpop dpop;
    private final Secrets secrets;

    /**
     * Over connections that somebody else closes.
     *
     * @param random must be secure and thread-safe
     */
    public OAuth(Http http, InstantSource clock, RandomGenerator random) {
        secrets = new Secrets(random);
        dpop = new Dpop(clock, secrets);
        calls = new TokenCalls(http, dpop);
    }

    /**
     * Begins a login: asks the account's server for a page, and listens on 127.0.0.1 for what the person says there. The server
     * is the one that the account's own PDS names, so that no other can give tokens for the account.
     *
     * @param account who is to log in
     * @param pds where the account lives
     * @param hint what the page calls the account
     * @param scope what is asked for, {@code atproto} among it
     * @throws BlueskyException.Refused if the server does not let this be asked
     */
    public Authorization begin(Did account, URI pds, String hint, String scope) {
        AuthorizationServer server = server(issuer(pds));
        String state = secrets.text();
        AnswerListener listener = AnswerListener.open(state);
        try {
            return push(server, listener, state, new Authorization.Wish(account, hint, scope));
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private Authorization push(
            AuthorizationServer server, AnswerListener listener, String state, Authorization.Wish wish) {
        String verifier = secrets.text();
        DpopKey key = DpopKey.make();
        // Which port it is does not matter for this kind of client, so that it is the same one each time.
        String clientId = "http://localhost?"
                + TokenCalls.encode(Map.of("redirect_uri", AnswerListener.ANY_PORT, "scope", wish.scope()));
        String request = calls.post(
                        server.request(),
                        Map.of(
                                "client_id",
                                clientId,
                                "redirect_uri",
                                listener.url().toString(),
                                "response_type",
                                "code",
                                "scope",
                                wish.scope(),
                                "state",
                                state,
                                "code_challenge",
                                Secrets.digest(verifier),
                                "code_challenge_method",
                                "S256",
                                "login_hint",
                                wish.hint()),
                        key,
                        () -> {})
                .text("request_uri");
        URI page = URI.create(
                server.page() + "?" + TokenCalls.encode(Map.of("client_id", clientId, "request_uri", request)));
        OAuthSession session = new OAuthSession(server.issuer(), clientId, key.jwk(), Duration.ZERO);
        return new Authorization(calls, server, listener, page, wish.account(), session, verifier);
    }

    /**
     * Gives the refresh token for new tokens. It can be given once: a second time ends the session, so that only one thread of
     * one process may do so, and what it gets must be stored before it is used.
     *
     * @param before run before each request that is sent
     * @throws BlueskyException.Refused with the error {@code invalid_grant} if the session is over
     */
    public Tokens refresh(Did account, OAuthSession session, String refreshToken, Runnable before) {
        before.run();
        AuthorizationServer server = server(session.issuer());
        return Tokens.read(
                calls.post(
                        server.token(),
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                refreshToken,
                                "client_id",
                                session.clientId()),
                        DpopKey.parse(session.key()),
                        before),
                account,
                session);
    }

    /** Ends a session at its server. */
    public void revoke(OAuthSession session, String refreshToken) {
        HttpAnswer unused = calls.send(
                server(session.issuer()).revocation(),
                Map.of("token", refreshToken, "client_id", session.clientId()),
                DpopKey.parse(session.key()),
                () -> {});
    }

    /** By what the account's PDS knows the session: a new proof for each request. */
    public Credential credential(OAuthSession session, String accessToken) {
        return dpop.credential(DpopKey.parse(session.key()), accessToken);
    }

    private URI issuer(URI pds) {
        List<String> servers =
                calls.read(pds.resolve("/.well-known/oauth-protected-resource")).texts("authorization_servers");
        if (servers.isEmpty()) {
            throw new BlueskyException.BadAnswer(
                    "%s names no server where one could log in by OAuth".formatted(pds.getRawAuthority()), null);
        }
        return AuthorizationServer.address(
                servers.getFirst(), "what %s says of itself".formatted(pds.getRawAuthority()));
    }

    private AuthorizationServer server(URI issuer) {
        return AuthorizationServer.read(issuer, calls.read(issuer.resolve("/.well-known/oauth-authorization-server")));
    }
}
