package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Refusal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a call may do to have its way.
 *
 * @param permit what its token says; empty if it needs none
 * @param when whether it may carry that token
 * @param repeatable whether its body can be sent again
 * @param digest the hash of its body, if that is a blob
 * @param endsAt a status that is final for it, though not for others
 */
record Leeway(
        Optional<Permit> permit,
        Authorization.When when,
        boolean repeatable,
        Optional<BlobHash> digest,
        OptionalInt endsAt) {

    static Leeway of(Permit permit, Authorization authorization) {
        return new Leeway(Optional.of(permit), authorization.when(), true, Optional.empty(), OptionalInt.empty());
    }

    /** For a request that nobody signs. */
    static Leeway unsigned() {
        return new Leeway(Optional.empty(), Authorization.When.NEVER, true, Optional.empty(), OptionalInt.empty());
    }

    /** The same for a request whose body is that blob. */
    Leeway sending(LocalBlob blob) {
        return new Leeway(permit, when, blob.source().repeatable(), Optional.of(blob.hash()), endsAt);
    }

    /** The same for a request that the server cannot grant without another one, whose failure is a 502 (BUD-04). */
    Leeway relyingOnOthers() {
        return new Leeway(permit, when, repeatable, digest, OptionalInt.of(502));
    }

    /** Whether the same request may be granted later. */
    boolean mayPass(Refusal refusal) {
        return Refusals.mayPass(refusal) && !endsAt.equals(OptionalInt.of(refusal.status()));
    }

    boolean mayCarryToken() {
        return permit.isPresent() && when != Authorization.When.NEVER;
    }

    boolean carriesTokenAtOnce() {
        return mayCarryToken()
                && (when == Authorization.When.ALWAYS || !permit.orElseThrow().reads());
    }
}
