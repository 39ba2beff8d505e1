package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.BlueskyException;
import java.net.URI;
import java.util.Optional;

/** Decides where calls go and in whose name. Implementations are thread-safe. */
public interface Access {

    /**
     * Where a call goes.
     *
     * @throws BlueskyException if it cannot be known, or the call needs an account and there is none
     */
    Grant grant(XrpcRequest request);

    /**
     * Another way for a call that was refused: with a renewed session, or at another server. Asked once a call.
     *
     * @return empty if the refusal stands
     * @throws BlueskyException if there should be one and cannot be
     */
    Optional<Grant> renew(XrpcRequest request, Grant refused, BlueskyException.Refused why);

    /** Everything at one server, or the one of the call, in nobody's name. */
    static Access anonymous(URI host) {
        return always(Grant.anonymous(host));
    }

    /** Everything at one server in the same name; in nobody's at the one of the call. */
    static Access always(Grant grant) {
        return new Access() {
            @Override
            public Grant grant(XrpcRequest request) {
                return request.options().host().map(Grant::anonymous).orElse(grant);
            }

            @Override
            public Optional<Grant> renew(XrpcRequest request, Grant refused, BlueskyException.Refused why) {
                return Optional.empty();
            }
        };
    }
}
