package dev.bluebell.nostr.relay;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a relay lives.
 *
 * @param uri {@code ws} or {@code wss}; scheme and host in lower case, without the default port or a path that is only a
 *     slash, so that equal relays are equal
 */
public record RelayAddress(URI uri) {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|.*\\.localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|\\[::1]");
    private static final int MAX_PORT = 65_535;

    /**
     * Brings an address into its one spelling.
     *
     * @throws IllegalArgumentException if it is no absolute ws(s) URL, or names a user or a fragment
     */
    public RelayAddress {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("ws") || scheme.equals("wss")) || uri.getHost() == null) {
            throw new IllegalArgumentException("the address of a relay is wss:// and a host, and perhaps a path");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null || uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException(
                    "the address of a relay has no user and no fragment, and a port of at most " + MAX_PORT);
        }
        uri = URI.create(spelling(scheme, uri));
    }

    /**
     * Reads an address; blanks around it are passed over.
     *
     * @throws IllegalArgumentException if it is no address of a relay
     */
    public static RelayAddress parse(String url) {
        try {
            return new RelayAddress(new URI(url.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the address of a relay must be a URL: " + e.getReason(), e);
        }
    }

    /** Whether nobody on the way can read along: by TLS, or because there is no way, the relay being on this machine. */
    public boolean isProtected() {
        return uri.getScheme().equals("wss") || LOOPBACK.matcher(uri.getHost()).matches();
    }

    private static String spelling(String scheme, URI uri) {
        int usualPort = scheme.equals("wss") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == usualPort ? "" : ":" + uri.getPort();
        String path = uri.getRawPath().equals("/") ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + query;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
