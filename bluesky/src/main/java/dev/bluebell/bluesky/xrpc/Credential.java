package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.http.HttpAnswer;
import java.net.URI;
import java.util.Map;

/** By what a caller is known to a server. */
@FunctionalInterface
public interface Credential {

    /** Nobody in particular. */
    Credential NONE = (method, url) -> Map.of();

    /** The headers that say it, made for one request. */
    Map<String, String> headers(String method, URI url);

    /**
     * Told of every answer to a request with its headers.
     *
     * @return whether the server only wants other headers, so that the same request is to be sent again at once
     */
    default boolean learns(URI url, HttpAnswer answer) {
        return false;
    }

    /** A token that is good for whoever bears it. */
    static Credential bearer(String token) {
        return (method, url) -> Map.of("Authorization", "Bearer " + token);
    }
}
