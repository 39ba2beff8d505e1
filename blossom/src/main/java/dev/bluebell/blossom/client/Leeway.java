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
 * @param informs whether it only tells what another request would meet: nothing is paid with it (BUD-07)
 * @param payments who pays for it, if it says so itself
 */
record Leeway(
        Optional<Permit> permit,
        Authorization.When when,
        boolean repeatable,
        Optional<BlobHash> digest,
        OptionalInt endsAt,
        boolean informs,
        Optional<PaymentHandler> payments) {

    static Leeway of(Permit permit, Authorization authorization) {
        return of(Optional.of(permit), authorization.when());
    }

    /** For a request that nobody signs. */
    static Leeway unsigned() {
        return of(Optional.empty(), Authorization.When.NEVER);
    }

    private static Leeway of(Optional<Permit> permit, Authorization.When when) {
        return new Leeway(permit, when, true, Optional.empty(), OptionalInt.empty(), false, Optional.empty());
    }

    /** The same for a request whose body is that blob. */
    Leeway sending(LocalBlob blob) {
        boolean again = blob.source().repeatable();
        return new Leeway(permit, when, again, Optional.of(blob.hash()), endsAt, informs, payments);
    }

    /** The same for a request that the server cannot grant without another one, whose failure is a 502 (BUD-04). */
    Leeway relyingOnOthers() {
        return new Leeway(permit, when, repeatable, digest, OptionalInt.of(502), informs, payments);
    }

    /** The same for {@code HEAD}. */
    Leeway informing() {
        return new Leeway(permit, when, repeatable, digest, endsAt, true, payments);
    }

    /** The same for a call that may say who pays for it. */
    Leeway paidBy(Optional<PaymentHandler> handler) {
        return new Leeway(permit, when, repeatable, digest, endsAt, informs, handler);
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
