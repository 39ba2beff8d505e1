package dev.bluebell.nostr.relay;

/** How far a relay came with its answer to a query. */
public sealed interface FetchOutcome {

    /** The relay said that this was all it has. */
    record Complete() implements FetchOutcome {}

    /** The time was up first; there may be more. */
    record TimedOut() implements FetchOutcome {}

    /**
     * The relay could not be reached, was lost, or refused; there may be more.
     *
     * @param reason what happened, on one line
     */
    record Failed(String reason) implements FetchOutcome {}
}
