package dev.bluebell.nostr.relay;

/**
 * What became of an event at one of the relays it was sent to.
 *
 * @param relay which one
 * @param verdict what it said, or that it said nothing
 */
public record Published(RelayAddress relay, Verdict verdict) {}
