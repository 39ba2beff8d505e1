package dev.bluebell.bluesky.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which addresses may be asked: https anywhere, plain http on this machine only. */
public final class Loopback {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\]");

    private Loopback() {}

    /** Whether a host is this machine, by its spelling alone. */
    public static boolean is(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Checks that an address may be asked.
     *
     * @return the same
     * @throws IllegalArgumentException if it is neither https nor plain http to loopback, or has user information in it
     */
    public static URI check(URI url) {
        String host = url.getHost() == null ? "" : url.getHost();
        boolean allowed =
                "https".equalsIgnoreCase(url.getScheme()) || ("http".equalsIgnoreCase(url.getScheme()) && is(host));
        if (!allowed || host.isEmpty() || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a server's address is https://HOST; plain http is for this machine only"
                    + (host.isEmpty() ? "" : ", not for " + host));
        }
        return url;
    }
}
