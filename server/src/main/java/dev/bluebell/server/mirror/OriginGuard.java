package dev.bluebell.server.mirror;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Says to which address a mirror may connect. Names are resolved here, once, and the connection goes to the very address
 * that was checked: a name that changes its mind in between gains nothing. Thread-safe; blocks while resolving.
 */
public final class OriginGuard {

    /** How names are resolved. */
    @FunctionalInterface
    public interface Resolver {

        /** {@return the addresses of {@code host}, one or more} */
        List<InetAddress> resolve(String host) throws UnknownHostException;

        /** {@return the resolver of the system} */
        static Resolver system() {
            return host -> Arrays.asList(InetAddress.getAllByName(host));
        }
    }

    /** What the guard says of a URL. */
    public sealed interface Verdict {

        /**
         * The URL may be fetched.
         *
         * @param addresses where to connect to, one or more, each of them checked; the first one is to be tried first
         * @param port the port
         */
        record Allowed(List<InetAddress> addresses, int port) implements Verdict {

            /** Copies the addresses. */
            public Allowed {
                addresses = List.copyOf(addresses);
            }
        }

        /**
         * The URL must not be fetched, whatever the client says.
         *
         * @param reason why, one line
         */
        record Forbidden(String reason) implements Verdict {}

        /**
         * The host has no address.
         *
         * @param reason what was asked for, one line
         */
        record Unknown(String reason) implements Verdict {}
    }

    private final Resolver resolver;
    private final AddressRules rules;

    /**
     * A guard.
     *
     * @param privateAllowed whether loopback and local networks may be reached; never link-local addresses, where cloud
     *     providers keep their secrets
     */
    public OriginGuard(Resolver resolver, boolean privateAllowed) {
        this.resolver = resolver;
        this.rules = new AddressRules(privateAllowed);
    }

    /** {@return whether and where {@code url} may be fetched} */
    public Verdict check(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!(tls || scheme.equals("http")) || url.getHost() == null || url.getRawUserInfo() != null) {
            return new Verdict.Forbidden("a mirror needs an http or https URL without a password");
        }
        if (url.getHost().indexOf('%') >= 0) {
            return new Verdict.Forbidden(
                    "a mirror needs an address without a zone, which only this machine could know");
        }
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        if (port == 0 || port > 65535) {
            return new Verdict.Forbidden("there is no port " + port);
        }
        return checkHost(url.getHost(), port);
    }

    private Verdict checkHost(String host, int port) {
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (UnknownHostException e) {
            return new Verdict.Unknown("the host " + host + " has no address");
        }
        // All of them must be good: a name with one public and one private address is up to something.
        for (InetAddress address : addresses) {
            if (!rules.allow(address)) {
                return new Verdict.Forbidden("the host " + host + " lies in a network that mirrors must not reach");
            }
        }
        return addresses.isEmpty()
                ? new Verdict.Unknown("the host " + host + " has no address")
                : new Verdict.Allowed(addresses, port);
    }
}
