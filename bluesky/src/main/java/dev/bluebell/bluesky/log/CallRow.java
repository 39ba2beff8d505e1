package dev.bluebell.bluesky.log;

import java.util.Optional;

/**
 * A call as the log has it.
 *
 * @param id its number
 * @param begun what was asked
 * @param ended what came of it; empty while it is under way, or if nobody ever learnt
 */
public record CallRow(long id, CallBegun begun, Optional<CallEnded> ended) {

    /** Whether it is known to have failed. */
    public boolean isFailed() {
        return ended.flatMap(CallEnded::failure).isPresent();
    }
}
