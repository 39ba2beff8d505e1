package dev.bluebell.nostr.relay;

/** What a relay can say (NIP-01, NIP-42). */
sealed interface RelayMessage {

    /** An event for a subscription; its JSON is neither read nor checked yet. */
    record Arrived(String subscription, String json) implements RelayMessage {}

    /** What became of the event with this id. */
    record Ok(String id, boolean accepted, String reason) implements RelayMessage {}

    /** All that was stored for a subscription has come. */
    record Stored(String subscription) implements RelayMessage {}

    /** The relay has ended a subscription. */
    record Closed(String subscription, String reason) implements RelayMessage {}

    /** Words for people. */
    record Notice(String words) implements RelayMessage {}

    /** The relay wants to know who is there. */
    record Challenge(String text) implements RelayMessage {}

    /** Something of a NIP that is not spoken here. */
    record Unknown(String type) implements RelayMessage {}

    /** Something that no relay should say. */
    record Senseless(String why) implements RelayMessage {}
}
