package dev.bluebell.blossom;

import dev.bluebell.nostr.PublicKey;
import java.util.Set;

/** What {@link TokenCheck} says about a token. */
public sealed interface TokenVerdict {

    /**
     * The token is good for the verb on this server, for some or for all blobs.
     *
     * @param author who signed it
     * @param hashes the only blobs it is good for; empty if it names none, which a write must not accept
     */
    record Granted(PublicKey author, Set<BlobHash> hashes) implements TokenVerdict {

        /** Copies the hashes. */
        public Granted {
            hashes = Set.copyOf(hashes);
        }

        /** Whether the token is good for reading this blob: it names it, or none at all. */
        public boolean covers(BlobHash hash) {
            return hashes.isEmpty() || hashes.contains(hash);
        }
    }

    /**
     * The token is good for nothing here.
     *
     * @param reason what is wrong with it, one line of ASCII, fit for {@code X-Reason}
     */
    record Refused(String reason) implements TokenVerdict {}
}
