package dev.bluebell.nostr;

/** What the arithmetic says about an event: whether its author signed just this. */
public enum EventCheck {
    /** Id and signature both fit. */
    VALID,
    /** The id is not the hash of the event: something was changed, or hashed in another spelling than NIP-01's. */
    WRONG_ID,
    /** The id fits, but its author did not sign it. */
    WRONG_SIGNATURE
}
