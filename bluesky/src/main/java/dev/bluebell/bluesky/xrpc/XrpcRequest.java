package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.Nsid;

/**
 * One call.
 *
 * @param endpoint what is called
 * @param kind reading or doing
 * @param params its parameters
 * @param body what a procedure is given; {@link Body.None} for a query
 * @param options how it differs from the usual
 */
public record XrpcRequest(Nsid endpoint, Kind kind, Params params, Body body, CallOptions options) {

    /** What a call does. */
    public enum Kind {
        /** Reads, by GET; may be tried again. */
        QUERY,
        /** Does something, by POST. */
        PROCEDURE
    }

    /** A query. */
    public static XrpcRequest query(Nsid endpoint, Params params, CallOptions options) {
        return new XrpcRequest(endpoint, Kind.QUERY, params, Body.none(), options);
    }

    /** A procedure. */
    public static XrpcRequest procedure(Nsid endpoint, Params params, Body body, CallOptions options) {
        return new XrpcRequest(endpoint, Kind.PROCEDURE, params, body, options);
    }

    /** Whether the same call twice does what it does once. */
    public boolean isRepeatable() {
        return kind == Kind.QUERY || options.repeatable();
    }
}
