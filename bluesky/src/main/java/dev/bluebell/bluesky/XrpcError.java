package dev.bluebell.bluesky;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An answer that is no success.
 *
 * @param status the HTTP status, 300 or more
 * @param error its name, like {@code InvalidRequest}; empty if the server gave none
 * @param message what the server says to people, on one line; empty if nothing
 * @param retryAfter how long the server wants to be left alone
 * @param body all that it said, if that was JSON; as it came, so that it is not to be logged
 */
public record XrpcError(
        int status, String error, String message, Optional<Duration> retryAfter, Optional<JsonNode> body) {

    /** Without further words. */
    public XrpcError(int status, String error, String message, Optional<Duration> retryAfter) {
        this(status, error, message, retryAfter, Optional.empty());
    }

    /** As {@code 400 InvalidRequest - the message}. */
    @Override
    public String toString() {
        String name = error.isEmpty() ? "HTTP " + status : status + " " + error;
        return message.isEmpty() ? name : name + " - " + message;
    }
}
