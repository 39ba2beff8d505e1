package dev.bluebell.bluesky.oauth;

import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.net.URI;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a session by OAuth is beside its tokens. It holds a secret.
 *
 * @param issuer the authorization server that gave the tokens
 * @param clientId as whom they were given
 * @param key the private key to which they are bound, as a JSON web key (P-256)
 * @param life how long its access token is good from when it was made; 0 if the server did not say
 */
public record OAuthSession(URI issuer, String clientId, String key, Duration life) {

    /**
     * Checks the address and the key.
     *
     * @throws IllegalArgumentException if the issuer is neither https nor plain http to loopback, or the key no private one
     */
    public OAuthSession {
        Loopback.check(issuer);
        DpopKey unused = DpopKey.parse(key);
    }

    /** All of it, to be stored where nobody else can read it. */
    public String text() {
        return XrpcJson.mapper()
                .createObjectNode()
                .put("issuer", issuer.toString())
                .put("client_id", clientId)
                .put("key", key)
                .put("life", life.toSeconds())
                .toString();
    }

    /**
     * What was stored.
     *
     * @throws IllegalArgumentException if that was something else
     */
    public static OAuthSession parse(String text) {
        try {
            JsonNode stored = XrpcJson.mapper().readTree(text);
            return new OAuthSession(
                    URI.create(stored.path("issuer").asString("")),
                    stored.path("client_id").asString(""),
                    stored.path("key").asString(""),
                    Duration.ofSeconds(stored.path("life").asLong(0)));
        } catch (JacksonException e) {
            // Its message may quote the key.
            throw new IllegalArgumentException("what is stored of a session by OAuth cannot be read");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OAuthSession[" + issuer + ']';
    }
}
