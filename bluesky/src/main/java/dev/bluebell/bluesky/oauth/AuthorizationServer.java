package dev.bluebell.bluesky.oauth;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.xrpc.Fields;
import java.net.URI;

/**
 * Where a server gives tokens (RFC 8414).
 *
 * @param issuer who it is
 * @param request takes requests before a person is sent to it
 * @param page where the person goes
 * @param token gives tokens
 * @param revocation ends them
 */
record AuthorizationServer(URI issuer, URI request, URI page, URI token, URI revocation) {

    /**
     * Reads what a server says of itself.
     *
     * @throws BlueskyException.BadAnswer if it is what another says, or lacks something
     */
    static AuthorizationServer read(URI asked, Fields fields) {
        URI issuer = address(fields, "issuer");
        if (!issuer.equals(asked)) {
            throw new BlueskyException.BadAnswer("%s says that it is %s".formatted(asked, issuer), null);
        }
        return new AuthorizationServer(
                issuer,
                address(fields, "pushed_authorization_request_endpoint"),
                address(fields, "authorization_endpoint"),
                address(fields, "token_endpoint"),
                address(fields, "revocation_endpoint"));
    }

    private static URI address(Fields fields, String name) {
        return address(fields.text(name), fields.whose());
    }

    static URI address(String text, String whose) {
        try {
            return Loopback.check(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("an address in %s cannot be asked".formatted(whose), e);
        }
    }
}
