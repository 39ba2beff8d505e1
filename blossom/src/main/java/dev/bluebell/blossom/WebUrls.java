package dev.bluebell.blossom;

import java.net.URI;

/** Which addresses can be a web server at all. */
final class WebUrls {

    private WebUrls() {}

    static boolean isWeb(URI url) {
        return url.getHost() != null
                && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()));
    }
}
