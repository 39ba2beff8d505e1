package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.http.Loopback;
import java.net.URI;
import java.util.Optional;

/**
 * Where a call goes, and in whose name.
 *
 * @param host the server, without a path
 * @param account in whose name; empty for nobody's
 * @param credential by what the server knows that
 * @param renewed whether the session was renewed for it
 */
public record Grant(URI host, Optional<Did> account, Credential credential, boolean renewed) {

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is neither https nor plain http to loopback
     */
    public Grant {
        Loopback.check(host);
    }

    /** In nobody's name. */
    public static Grant anonymous(URI host) {
        return new Grant(host, Optional.empty(), Credential.NONE, false);
    }

    @Override
    public String toString() {
        return "Grant[%s, %s]".formatted(host, account);
    }
}
