package dev.bluebell.nostr.relay;

/**
 * How much a relay may do.
 *
 * @param messageCharacters the longest message; a relay that sends a longer one is hung up on
 * @param queuedCharacters how much a subscription holds that nobody has taken yet; then its relays must wait
 * @param fetchedCharacters how much one relay may give to one query
 * @param fetches how many queries at a time one relay is asked
 * @param rememberedIds how many events a subscription knows again when they come twice
 * @param faults after how many wrong messages in one connection a relay is hung up on: no JSON, wrong signatures, events
 *     that nobody asked for
 */
public record RelayLimits(
        int messageCharacters,
        int queuedCharacters,
        int fetchedCharacters,
        int fetches,
        int rememberedIds,
        int faults) {

    /** @throws IllegalArgumentException if one of them is not positive */
    public RelayLimits {
        int least = Math.min(
                Math.min(Math.min(messageCharacters, queuedCharacters), fetchedCharacters),
                Math.min(Math.min(fetches, rememberedIds), faults));
        if (least < 1) {
            throw new IllegalArgumentException("a limit must be 1 or more, one is " + least);
        }
    }

    /** 512 Ki characters a message, 8 Mi queued, 16 Mi fetched; 10 queries, 10,000 ids, 50 faults. */
    public static RelayLimits defaults() {
        return new RelayLimits(512 << 10, 8 << 20, 16 << 20, 10, 10_000, 50);
    }
}
