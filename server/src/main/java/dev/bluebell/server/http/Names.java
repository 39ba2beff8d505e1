package dev.bluebell.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this server is called: in the {@code server} tags of tokens, and in the URLs of descriptors.
 *
 * <p>For tokens only configured names count, or the address itself. The {@code Host} of a request does not: a hostile
 * server that was shown a token for itself could replay it here under its own name.
 */
final class Names {

    /** No domain name is longer. */
    private static final int LONGEST_HOST = 253;

    private final List<URI> publicUrls;
    private final Set<String> configured;

    Names(List<URI> publicUrls) {
        this.publicUrls = publicUrls;
        this.configured = publicUrls.stream().map(Names::authority).collect(Collectors.toUnmodifiableSet());
    }

    private static String authority(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return url.getPort() < 0 ? host : host + ':' + url.getPort();
    }

    /** The names that a token may be scoped to, as domain or domain:port. */
    Set<String> forTokens(HttpServerRequest request) {
        if (!configured.isEmpty()) {
            return configured;
        }
        SocketAddress local = request.localAddress();
        String address = bracketed(local.hostAddress());
        String port = ":" + local.port();
        boolean loopback = address.startsWith("127.") || address.equals("[::1]");
        return loopback ? Set.of("localhost" + port, "127.0.0.1" + port, "[::1]" + port) : Set.of(address + port);
    }

    /** The URL at whose root the blobs are, without a slash at its end. */
    String baseUrl(HttpServerRequest request) {
        if (!publicUrls.isEmpty()) {
            URI url = publicUrls.getFirst();
            return url.getScheme() + "://" + url.getRawAuthority();
        }
        HostAndPort named = request.authority();
        if (named != null && isUsable(named)) {
            return "http://" + named;
        }
        SocketAddress local = request.localAddress();
        return "http://" + bracketed(local.hostAddress()) + ':' + local.port();
    }

    /** A stranger's Host stands in every descriptor of an answer: it must make a URL, and must not make a large one. */
    private static boolean isUsable(HostAndPort named) {
        try {
            return named.host().length() <= LONGEST_HOST
                    && named.port() != 0
                    && new URI("http://" + named).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String bracketed(String address) {
        int zone = address.indexOf('%');
        String bare = zone < 0 ? address : address.substring(0, zone);
        return bare.indexOf(':') < 0 ? bare : isLoopback(bare) ? "[::1]" : '[' + bare + ']';
    }

    private static boolean isLoopback(String address) {
        return address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }
}
