package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.xrpc.Credential;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Known by a session, at the account's PDS and nowhere else.
 *
 * @param session the session
 * @param by how its access token is shown
 * @param proxy to whom the PDS passes the call on
 */
record SessionCredential(StoredSession session, Credential by, Optional<String> proxy) implements Credential {

    @Override
    public Map<String, String> headers(String method, URI url) {
        if (!url.getRawAuthority().equals(session.pds().getRawAuthority())) {
            throw new IllegalStateException("a token of %s is not for %s".formatted(session.pds(), url.getHost()));
        }
        Map<String, String> headers = new LinkedHashMap<>(by.headers(method, url));
        proxy.ifPresent(to -> headers.put("atproto-proxy", to));
        return headers;
    }

    @Override
    public boolean learns(URI url, HttpAnswer answer) {
        return by.learns(url, answer);
    }
}
