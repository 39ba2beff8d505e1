package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who an account is, and believes no handle that its account does not own to. Asks anew each time. Thread-safe.
 *
 * @param dids finds documents
 * @param lookups ways to ask whose a handle is; the first that knows is believed
 */
public record Identities(DidResolver dids, List<HandleLookup> lookups) {

    /** Copies the ways. */
    public Identities {
        lookups = List.copyOf(lookups);
    }

    /**
     * Who that is. A handle must lead to an account that says it has it; a DID may have a handle that is not true, and is then
     * without one.
     *
     * @throws BlueskyException.Unresolved if there is no such account, or the handle is not its own
     * @throws BlueskyException.Unreachable if that cannot be learnt now
     */
    public Identity resolve(Actor actor) {
        return switch (actor) {
            case Handle handle -> of(handle);
            case Did did -> of(did);
        };
    }

    /**
     * The document of a DID, without asking whether its handle is true.
     *
     * @throws BlueskyException.Unresolved if there is none
     */
    public DidDocument document(Did did) {
        return dids.resolve(did);
    }

    /**
     * Whose a handle says it is, without asking whether the account says the same.
     *
     * @return empty if nobody's
     * @throws BlueskyException if nobody knows, and somebody who might could not be asked
     */
    public Optional<Did> claimed(Handle handle) {
        List<BlueskyException> failures = new ArrayList<>();
        for (HandleLookup lookup : lookups) {
            try {
                Optional<Did> did = lookup.find(handle);
                if (did.isPresent()) {
                    return did;
                }
            } catch (BlueskyException.Interrupted e) {
                throw e;
            } catch (BlueskyException e) {
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        BlueskyException first = failures.removeFirst();
        failures.forEach(first::addSuppressed);
        throw first;
    }

    private Identity of(Handle handle) {
        Did did = claimed(handle)
                .orElseThrow(() -> new BlueskyException.Unresolved(
                        "nobody is called %s; is it spelt right?".formatted(handle), null));
        DidDocument document = dids.resolve(did);
        if (!document.handle().equals(Optional.of(handle))) {
            throw new BlueskyException.Unresolved(
                    "%s leads to %s, which does not say that it is called so".formatted(handle, did), null);
        }
        return new Identity(did, Optional.of(handle), document);
    }

    private Identity of(Did did) {
        DidDocument document = dids.resolve(did);
        Optional<Handle> handle = document.handle().filter(name -> claimed(name).equals(Optional.of(did)));
        return new Identity(did, handle, document);
    }
}
