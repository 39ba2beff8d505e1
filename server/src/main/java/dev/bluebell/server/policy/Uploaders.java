package dev.bluebell.server.policy;

import dev.bluebell.nostr.PublicKey;
import java.util.Set;

/** Who may upload and mirror; whoever has uploaded may delete. A valid token is needed in any case. */
public sealed interface Uploaders {

    /** {@return whether {@code key} may upload} */
    boolean allow(PublicKey key);

    /** Whoever has a key. */
    record Anyone() implements Uploaders {
        @Override
        public boolean allow(PublicKey key) {
            return true;
        }
    }

    /**
     * Only the owners of some keys.
     *
     * @param keys their keys
     */
    record Only(Set<PublicKey> keys) implements Uploaders {
        /** Copies the keys. */
        public Only {
            keys = Set.copyOf(keys);
        }

        @Override
        public boolean allow(PublicKey key) {
            return keys.contains(key);
        }
    }
}
