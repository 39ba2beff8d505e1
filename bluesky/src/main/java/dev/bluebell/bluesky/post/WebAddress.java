package dev.bluebell.bluesky.post;

import java.net.URI;

/** Addresses of pages. */
final class WebAddress {

    private WebAddress() {}

    static void check(URI uri) {
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("a card needs the address of a page, like https://example.com/page");
        }
    }
}
