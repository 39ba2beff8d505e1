package dev.bluebell.nostr.relay;

import java.util.Optional;

/** What became of an event at a relay. */
public sealed interface Verdict {

    /**
     * The relay has the event.
     *
     * @param duplicate whether it says that it had it before
     */
    record Accepted(boolean duplicate) implements Verdict {}

    /**
     * The relay does not want the event, now or later.
     *
     * @param reason the relay's words, on one line of at most 300 characters; may be empty
     */
    record Rejected(String reason) implements Verdict {

        /**
         * The part of the reason for machines (NIP-01): {@code blocked}, {@code invalid}, {@code pow},
         * {@code restricted}, {@code auth-required} or another one.
         */
        public Optional<String> prefix() {
            return Reason.prefix(reason);
        }
    }

    /**
     * It is not known that the relay has the event, and asking again may help: it wants fewer at a time, has an error of
     * its own, did not answer in time or cannot be reached.
     *
     * @param reason what happened, on one line
     */
    record TryLater(String reason) implements Verdict {}
}
