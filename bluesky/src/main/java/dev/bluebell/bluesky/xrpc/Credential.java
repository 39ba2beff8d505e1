package dev.bluebell.bluesky.xrpc;

import java.net.URI;
import java.util.Map;

/** By what a caller is known to a server. */
@FunctionalInterface
public interface Credential {

    /** Nobody in particular. */
    Credential NONE = (method, url) -> Map.of();

    /** The headers that say it, made for one request. */
    Map<String, String> headers(String method, URI url);

    /** A token that is good for whoever bears it. */
    static Credential bearer(String token) {
        return (method, url) -> Map.of("Authorization", "Bearer " + token);
    }
}
