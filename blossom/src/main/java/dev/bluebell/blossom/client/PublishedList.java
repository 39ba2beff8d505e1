package dev.bluebell.blossom.client;

import dev.bluebell.nostr.relay.Published;
import java.util.List;
import java.util.Optional;

/**
 * What became of a server list at the relays it was published to (BUD-03).
 *
 * @param eventId the id of the event, if at least one relay has accepted it
 * @param verdicts what each relay said, in the order in which they were named
 */
public record PublishedList(Optional<String> eventId, List<Published> verdicts) {

    /** Copies the verdicts. */
    public PublishedList {
        verdicts = List.copyOf(verdicts);
    }
}
