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

    /** A message that is not for whoever tried to read it, or not what was sent (NIP-44). */
    public static final class Undecipherable extends NostrException {

        Undecipherable(String message) {
            super(message);
        }
    }

    /** Nothing more will come from a subscription: every relay refused it, or it was closed here. */
    public static final class SubscriptionEnded extends NostrException {

        /** Says why, relay by relay. */
        public SubscriptionEnded(String message) {
            super(message);
        }
    }

    /** The calling thread was interrupted; its flag is set again. */
    public static final class Interrupted extends NostrException {

        /** Says what was being waited for. */
        public Interrupted(String message, InterruptedException cause) {
            super(message);
            initCause(cause);
        }
    }
}
