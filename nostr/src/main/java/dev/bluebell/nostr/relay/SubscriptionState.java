package dev.bluebell.nostr.relay;

/** How it stands between a subscription and one of its relays. */
public sealed interface SubscriptionState {

    /** The first connection is being made, or the first stored events are coming. */
    record Starting() implements SubscriptionState {}

    /** All that was stored has come; what is new comes as it happens. */
    record Live() implements SubscriptionState {}

    /**
     * There is no connection; it is tried again after a while.
     *
     * @param reason what happened, on one line
     */
    record Waiting(String reason) implements SubscriptionState {}

    /**
     * The relay has refused, and is not asked again.
     *
     * @param reason its words, on one line
     */
    record Ended(String reason) implements SubscriptionState {}
}
