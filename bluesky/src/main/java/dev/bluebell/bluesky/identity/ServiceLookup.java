package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import java.util.Optional;

/**
 * Asks a service, which asks whom it must.
 *
 * @param service calls to it, in nobody's name
 */
public record ServiceLookup(XrpcClient service) implements HandleLookup {

    @Override
    public Optional<Did> find(Handle handle) {
        try {
            return Dids.read(service.get(
                            "com.atproto.identity.resolveHandle",
                            Params.of("handle", handle),
                            CallOptions.none().quietly())
                    .text("did"));
        } catch (BlueskyException.Refused e) {
            return Optional.empty();
        }
    }
}
