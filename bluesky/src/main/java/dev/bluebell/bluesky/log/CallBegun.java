package dev.bluebell.bluesky.log;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a call before it is sent: one request, so that a call that is tried again has several.
 *
 * @param time when
 * @param host whom it goes to, with the port if it is not the usual one
 * @param endpoint what is asked
 * @param account in whose name; empty without a session
 * @param method {@code GET} or {@code POST}
 * @param params parameters and body as JSON without secrets, at most {@link Redaction#MOST_CHARACTERS} long
 * @param cursorKey under what its cursor is kept, if it is
 * @param cursorPassed the cursor that was sent
 * @param points what it costs of the write budget, 0 or more
 */
public record CallBegun(
        Instant time,
        String host,
        Nsid endpoint,
        Optional<Did> account,
        String method,
        String params,
        Optional<String> cursorKey,
        Optional<String> cursorPassed,
        int points) {

    /** The same at another time. */
    public CallBegun at(Instant other) {
        return new CallBegun(other, host, endpoint, account, method, params, cursorKey, cursorPassed, points);
    }
}
