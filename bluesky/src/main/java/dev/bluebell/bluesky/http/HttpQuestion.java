package dev.bluebell.bluesky.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What to ask a server.
 *
 * @param method {@code GET} or {@code POST}
 * @param url where
 * @param headers beside those that HTTP needs
 * @param content what is sent with it
 */
public record HttpQuestion(String method, URI url, Map<String, String> headers, Optional<Content> content) {

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is neither https nor plain http to loopback
     */
    public HttpQuestion {
        Loopback.check(url);
        headers = Map.copyOf(headers);
    }

    /** Asks for what lies at an address. */
    public static HttpQuestion get(URI url) {
        return new HttpQuestion("GET", url, Map.of(), Optional.empty());
    }

    /** The server and the path, without a query that may hold secrets. */
    @Override
    public String toString() {
        return "%s %s://%s%s".formatted(method, url.getScheme(), url.getRawAuthority(), url.getRawPath());
    }
}
