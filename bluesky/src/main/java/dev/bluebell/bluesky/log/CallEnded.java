package dev.bluebell.bluesky.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of a call.
 *
 * @param status the HTTP status, if there was an answer
 * @param failure why it failed; empty if it did not
 * @param responseKeys the names in the top level of the answer, sorted
 * @param cursorReceived the cursor of the next page
 * @param sessionRefreshed whether it is the repetition of a call whose session had expired
 * @param duration from the request to the end of the answer
 */
public record CallEnded(
        OptionalInt status,
        Optional<CallFailure> failure,
        List<String> responseKeys,
        Optional<String> cursorReceived,
        boolean sessionRefreshed,
        Duration duration) {

    /** Copies the list. */
    public CallEnded {
        responseKeys = List.copyOf(responseKeys);
    }
}
