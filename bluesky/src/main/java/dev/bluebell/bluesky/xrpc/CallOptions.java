package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.http.Loopback;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one call differs from the usual.
 *
 * @param host the server to ask; empty for the one that the endpoint belongs to. It gets a token only if it is the
 *     account's own
 * @param headers further headers; never those by which a caller is known
 * @param serviceAuth asks in the account's name by a token that its PDS makes for this service and this endpoint alone
 * @param repeatable whether a procedure may be tried again though it may have been carried out
 * @param cursorKey under what the cursor of this call is logged
 * @param quiet whether a failure is expected, so that the logger need not tell of it
 */
public record CallOptions(
        Optional<URI> host,
        Map<String, String> headers,
        Optional<Did> serviceAuth,
        boolean repeatable,
        Optional<String> cursorKey,
        boolean quiet) {

    private static final CallOptions NONE =
            new CallOptions(Optional.empty(), Map.of(), Optional.empty(), false, Optional.empty(), false);

    private static final String PROXY = "atproto-proxy";

    private static final Set<String> OURS = Set.of(
            "authorization",
            "cookie",
            "dpop",
            "proxy-authorization",
            "host",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "transfer-encoding",
            "upgrade");

    /**
     * Checks the host and the headers.
     *
     * @throws IllegalArgumentException if the host is not https (or this machine), or a header is not the caller's to give
     */
    public CallOptions {
        host.ifPresent(Loopback::check);
        headers = Map.copyOf(headers);
        for (String name : headers.keySet()) {
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the header %s cannot be given by hand".formatted(name));
            }
        }
    }

    /** As usual. */
    public static CallOptions none() {
        return NONE;
    }

    /** Asks that server. */
    public CallOptions withHost(URI one) {
        return new CallOptions(Optional.of(one), headers, serviceAuth, repeatable, cursorKey, quiet);
    }

    /** With a further header. */
    public CallOptions withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new CallOptions(host, more, serviceAuth, repeatable, cursorKey, quiet);
    }

    /**
     * Has the account's PDS pass the call on to a service.
     *
     * @param service the id of it in the document of its DID, like {@code bsky_chat}
     */
    public CallOptions withProxy(Did did, String service) {
        return withHeader(PROXY, did.value() + '#' + service);
    }

    /** In the account's name at a service; {@link #withHost} says where it is. */
    public CallOptions withServiceAuth(Did audience) {
        return new CallOptions(host, headers, Optional.of(audience), repeatable, cursorKey, quiet);
    }

    /** May be tried again though it may have been carried out, as the same call twice does what it does once. */
    public CallOptions withRepeats() {
        return new CallOptions(host, headers, serviceAuth, true, cursorKey, quiet);
    }

    /** Logged with that cursor key. */
    public CallOptions withCursorKey(String key) {
        return new CallOptions(host, headers, serviceAuth, repeatable, Optional.of(key), quiet);
    }

    /** May well fail. */
    public CallOptions quietly() {
        return new CallOptions(host, headers, serviceAuth, repeatable, cursorKey, true);
    }

    /** Whether the account's PDS is to pass the call on. */
    public boolean isProxied() {
        return headers.keySet().stream().anyMatch(PROXY::equalsIgnoreCase);
    }
}
