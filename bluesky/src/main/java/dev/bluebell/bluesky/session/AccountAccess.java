package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.xrpc.Access;
import dev.bluebell.bluesky.xrpc.Credential;
import dev.bluebell.bluesky.xrpc.Grant;
import dev.bluebell.bluesky.xrpc.XrpcRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What anybody may read is asked of the AppView in nobody's name; everything else of the account's PDS, if there is an account.
 *
 * @param sessions those of the account
 * @param hosts the servers when no account is concerned
 * @param serviceTokens makes tokens for other services
 */
record AccountAccess(AccountSessions sessions, Hosts hosts, ServiceTokens serviceTokens) implements Access {

    /** Makes tokens for other services. */
    interface ServiceTokens {

        /** A token with which one endpoint of a service can be called in the account's name. */
        String token(Did audience, Nsid endpoint, Optional<Duration> life);

        /** Who the account's PDS is. */
        Did pds();
    }

    private static final String UPLOAD_LIMITS = "app.bsky.video.getUploadLimits";
    private static final Nsid UPLOAD_BLOB = new Nsid("com.atproto.repo.uploadBlob");

    /** A video must be sent, and looked through, before the service stores it. */
    private static final Duration UPLOAD_TIME = Duration.ofMinutes(30);

    private static final Set<String> SESSION_OVER = Set.of("ExpiredToken", "InvalidToken", "invalid_token");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Override
    public Grant grant(XrpcRequest request) {
        Optional<URI> host = request.options().host();
        Optional<Did> audience = request.options().serviceAuth();
        if (audience.isPresent()) {
            return service(request, serviceTokens.token(audience.get(), request.endpoint(), Optional.empty()));
        }
        if (hosts.isVideo(request) && !request.options().isProxied()) {
            return video(request);
        }
        if (host.isPresent()) {
            return sessions.known()
                    .filter(session -> isAt(session, host.get()))
                    .map(session -> own(request, sessions.get(), false))
                    .orElseGet(() -> Grant.anonymous(host.get()));
        }
        boolean concernsAnAccount = request.options().isProxied() || hosts.isChat(request.endpoint());
        if (hosts.isPublic(request) && !concernsAnAccount) {
            return Grant.anonymous(hosts.appView());
        }
        if (sessions.isPossible()) {
            return own(request, sessions.get(), false);
        }
        if (request.kind() == XrpcRequest.Kind.QUERY && !concernsAnAccount) {
            return Grant.anonymous(anybodys(request));
        }
        throw nobody(request);
    }

    @Override
    public Optional<Grant> renew(XrpcRequest request, Grant refused, BlueskyException.Refused why) {
        if (refused.credential() instanceof SessionCredential(StoredSession session, Credential by, var proxy)) {
            return SESSION_OVER.contains(why.error()) && !isNotAllowed(why)
                    ? Optional.of(own(request, sessions.instead(session), true))
                    : Optional.empty();
        }
        if (refused.account().isPresent() || !wantsAnAccount(why)) {
            return Optional.empty();
        }
        if (sessions.isPossible()) {
            return Optional.of(sessions.get())
                    .filter(session -> request.options()
                            .host()
                            .map(host -> isAt(session, host))
                            .orElse(true))
                    .map(session -> own(request, session, false));
        }
        if (request.options().host().isEmpty() && why.status() == UNAUTHORIZED) {
            BlueskyException nobody = nobody(request);
            throw why.callId().isPresent() ? nobody.inCall(why.callId().getAsLong()) : nobody;
        }
        return Optional.empty();
    }

    /** Of a token that is good, but not for this: another one would not be either. */
    private static boolean isNotAllowed(BlueskyException.Refused why) {
        return why.explanation().equals("Bad token method");
    }

    private static boolean wantsAnAccount(BlueskyException.Refused why) {
        return why.status() == UNAUTHORIZED || why.status() == FORBIDDEN;
    }

    private URI anybodys(XrpcRequest request) {
        return request.endpoint().value().startsWith("app.bsky.") ? hosts.appView() : hosts.service();
    }

    private Grant service(XrpcRequest request, String token) {
        URI host = request.options()
                .host()
                .orElseThrow(
                        () -> new IllegalArgumentException("a call by a service's token needs the service's host"));
        return service(host, token);
    }

    private Grant service(URI host, String token) {
        return new Grant(host, sessions.known().map(StoredSession::did), Credential.bearer(token), false);
    }

    /** The service stores a video on the PDS in the account's name, so that the token for it is one for the PDS. */
    private Grant video(XrpcRequest request) {
        boolean limits = request.endpoint().value().equals(UPLOAD_LIMITS);
        if (!limits && request.kind() == XrpcRequest.Kind.QUERY) {
            return Grant.anonymous(hosts.video());
        }
        if (!sessions.isPossible()) {
            throw nobody(request);
        }
        String token = limits
                ? serviceTokens.token(hosts.videoDid(), request.endpoint(), Optional.empty())
                : serviceTokens.token(serviceTokens.pds(), UPLOAD_BLOB, Optional.of(UPLOAD_TIME));
        return service(hosts.video(), token);
    }

    private Grant own(XrpcRequest request, StoredSession session, boolean renewed) {
        boolean chat = hosts.isChat(request.endpoint()) && !request.options().isProxied();
        Optional<String> proxy = chat ? Optional.of(hosts.chat()) : Optional.empty();
        SessionCredential credential = new SessionCredential(session, sessions.credential(session), proxy);
        return new Grant(session.pds(), Optional.of(session.did()), credential, renewed);
    }

    private static boolean isAt(StoredSession session, URI host) {
        return session.pds().getScheme().equalsIgnoreCase(host.getScheme())
                && session.pds().getRawAuthority().equalsIgnoreCase(host.getRawAuthority());
    }

    private static BlueskyException nobody(XrpcRequest request) {
        return new BlueskyException.NotAuthenticated(
                "%s needs an account; log in, or set BSKY_AUTH_USERNAME and BSKY_AUTH_PASSWORD"
                        .formatted(request.endpoint()),
                null);
    }
}
