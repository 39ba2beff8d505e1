package dev.bluebell.blossom;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a Blossom server lives: scheme, host and perhaps a port. All its endpoints are at the root (BUD-01).
 *
 * @param uri lower case, {@code http} or {@code https}, without a path, a final slash or the default port
 */
public record ServerAddress(URI uri) {

    /**
     * Brings an address into its one spelling, so that equal servers are equal.
     *
     * @throws IllegalArgumentException if it is no absolute http(s) URL, or has a path, a query or a user
     */
    public ServerAddress {
        if (!WebUrls.isWeb(uri)) {
            throw new IllegalArgumentException("a server needs an absolute http or https URL");
        }
        if (!uri.getRawPath().matches("/?") || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a Blossom server is at the root of its host: no path, query or user");
        }
        uri = URI.create(spelling(uri));
    }

    /** Reads an address that somebody else wrote. */
    public static Optional<ServerAddress> parse(String url) {
        try {
            return Optional.of(new ServerAddress(new URI(url.strip())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The host alone, as it stands in a {@code server} tag: a lower-case domain, or an address. */
    public String domain() {
        return uri.getHost();
    }

    /** An address on this server; {@code path} begins with a slash and is encoded already. */
    public URI resolve(String path) {
        return URI.create(uri + path);
    }

    private static String spelling(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usualPort = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == usualPort ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
