package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.Intake;
import dev.bluebell.bluesky.log.CallLog;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls any endpoint. Each request is logged; what may pass is tried again; on a failure the logger {@code bluebell.bluesky}
 * tells the cause and the SQL that shows its row. Names of endpoints may begin with {@code xrpc/}. Thread-safe.
 */
public final class XrpcClient {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    private final LoggedCalls calls;
    private final Retries retries;
    private final Access access;

    /**
     * A client over connections and a log that somebody else closes.
     *
     * @param budget how much may be written
     * @param retries how often what failed is tried again
     * @param access where calls go and in whose name
     */
    public XrpcClient(Http http, CallLog log, WriteBudget budget, Retries retries, Access access) {
        this(new LoggedCalls(http, log, budget, retries.clock()), retries, access);
    }

    private XrpcClient(LoggedCalls calls, Retries retries, Access access) {
        this.calls = calls;
        this.retries = retries;
        this.access = access;
    }

    /** The same, going elsewhere or in another name. */
    public XrpcClient with(Access other) {
        return new XrpcClient(calls, retries, other);
    }

    /** The same, trying as often as that. */
    public XrpcClient with(RetryPolicy policy) {
        return new XrpcClient(calls, new Retries(policy, retries.clock(), retries.random(), retries.sleeper()), access);
    }

    /**
     * Where a call would go; logs in if that is needed to know.
     *
     * @throws BlueskyException.NotAuthenticated if it needs an account and there is none
     */
    public URI host(XrpcRequest request) {
        return access.grant(request).host();
    }

    /** Reads. */
    public XrpcResponse get(String endpoint, Params params) {
        return get(endpoint, params, CallOptions.none());
    }

    /** Reads. */
    public XrpcResponse get(String endpoint, Params params, CallOptions options) {
        return send(XrpcRequest.query(Nsid.parse(endpoint), params, options));
    }

    /** Does something. */
    public XrpcResponse call(String endpoint, Body body) {
        return call(endpoint, body, CallOptions.none());
    }

    /** Does something. */
    public XrpcResponse call(String endpoint, Body body, CallOptions options) {
        return send(XrpcRequest.procedure(Nsid.parse(endpoint), Params.none(), body, options));
    }

    /**
     * Makes a call.
     *
     * @throws BlueskyException.Refused if the server says no
     * @throws BlueskyException.Unreachable if no whole answer came
     * @throws BlueskyException.BadAnswer if the answer makes no sense
     * @throws BlueskyException.NotAuthenticated if it needs an account and there is none
     * @throws BlueskyException.OverBudget if the account may not write as much
     */
    public XrpcResponse send(XrpcRequest request) {
        return send(request, Optional.empty());
    }

    /**
     * Makes a call that is answered with bytes, which go where they are wanted. The answer that is returned has no fields.
     *
     * @throws BlueskyException.BadAnswer if there are more than are taken
     * @throws BlueskyException.LocalFailure if they cannot be written
     * @throws BlueskyException as {@link #send(XrpcRequest)} says
     */
    public XrpcResponse receive(XrpcRequest request, Intake intake) {
        return send(request, Optional.of(intake));
    }

    private XrpcResponse send(XrpcRequest request, Optional<Intake> intake) {
        try {
            return attempt(request, intake);
        } catch (BlueskyException e) {
            if (!request.options().quiet()) {
                report(e);
            }
            throw e;
        }
    }

    /**
     * Runs what is more than one call and may be run again, as often as this client tries. The calls in it had better be tried
     * once.
     */
    public <T> T repeating(Supplier<T> once) {
        return retries.run(true, once);
    }

    private XrpcResponse attempt(XrpcRequest request, Optional<Intake> intake) {
        Grant grant = access.grant(request);
        try {
            return send(request, grant, intake);
        } catch (BlueskyException.Refused e) {
            Optional<Grant> other = access.renew(request, grant, e);
            return send(request, other.orElseThrow(() -> e), intake);
        }
    }

    private XrpcResponse send(XrpcRequest request, Grant grant, Optional<Intake> intake) {
        boolean repeatable =
                request.isRepeatable() && intake.map(Intake::repeatable).orElse(true);
        return retries.run(repeatable, () -> calls.send(request, grant, intake));
    }

    /** Has the logger tell of a failure that was expected, and turned out to be none of those. */
    public static void report(BlueskyException e) {
        LOG.log(System.Logger.Level.ERROR, e.getMessage());
        e.callQuery()
                .ifPresent(query -> LOG.log(System.Logger.Level.ERROR, "For more details run the query: " + query));
    }
}
