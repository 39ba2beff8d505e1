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

    /** Whoever holds the key could not be asked, or did not answer in time. Asking again may help. */
    public static final class SignerUnreachable extends NostrException {

        /** Says who, and what was tried. */
        public SignerUnreachable(String message) {
            super(message);
        }
    }

    /** Whoever holds the key will not do what was asked. */
    public static final class SignerRefused extends NostrException {

        /** Says who, and why in its own words. */
        public SignerRefused(String message) {
            super(message);
        }
    }

    /** Whoever holds the key answered with something that was not asked for. */
    public static final class SignerFaulty extends NostrException {

        /** Says who, and what is wrong. */
        public SignerFaulty(String message) {
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
