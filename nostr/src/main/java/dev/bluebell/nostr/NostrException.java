package dev.bluebell.nostr;

import org.jspecify.annotations.Nullable;

/** Something on the wire of Nostr is broken. Its children say what. */
public abstract sealed class NostrException extends RuntimeException {

    private NostrException(@Nullable String message) {
        super(message);
    }

    /** A text that claims to be an event and is none. The message says what is wrong, and with which field. */
    public static final class MalformedEvent extends NostrException {

        MalformedEvent(@Nullable String message) {
            super(message);
        }
    }
}
