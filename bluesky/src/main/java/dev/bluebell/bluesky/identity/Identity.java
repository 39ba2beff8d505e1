package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.net.URI;
import java.util.Optional;

/**
 * Who an account is.
 *
 * @param did for ever
 * @param handle what it is called, if the handle and the DID both say so
 * @param document what the DID says
 */
public record Identity(Did did, Optional<Handle> handle, DidDocument document) {

    /**
     * Where the account lives.
     *
     * @throws BlueskyException.Unresolved if its document does not say
     */
    public URI pds() {
        return document.pds()
                .orElseThrow(() -> new BlueskyException.Unresolved(
                        "the document of %s names no PDS that can be asked".formatted(did), null));
    }
}
