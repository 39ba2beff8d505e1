package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.XrpcError;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.http.OneLine;
import dev.bluebell.bluesky.log.CallEnded;
import dev.bluebell.bluesky.log.CallFailure;
import dev.bluebell.bluesky.log.Redaction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes answers out of what came over HTTP, and says of them what is logged. */
final class Answers {

    private static final int TOO_MANY_REQUESTS = 429;

    private Answers() {}

    /** An answer that says yes. */
    record Read(JsonNode json, HttpDetails http) {

        CallEnded end(boolean renewed) {
            return new CallEnded(
                    OptionalInt.of(http.status()),
                    Optional.empty(),
                    json.propertyNames().stream().sorted().toList(),
                    Optional.of(json.path("cursor")).filter(JsonNode::isString).map(JsonNode::stringValue),
                    renewed,
                    http.elapsed());
        }
    }

    /** What an endpoint's address is. */
    static URI url(URI host, Nsid endpoint, String query) {
        return URI.create("%s://%s/xrpc/%s%s"
                .formatted(host.getScheme(), host.getRawAuthority(), endpoint, query.isEmpty() ? "" : '?' + query));
    }

    /**
     * Reads what came.
     *
     * @throws BlueskyException.Refused if it says no
     * @throws BlueskyException.BadAnswer if it makes no sense
     */
    static Read read(XrpcRequest request, URI host, HttpAnswer answer, Redaction redaction, Instant now) {
        RateLimit rate = RateLimit.read(answer.headers(), now);
        String text = answer.text();
        if (!answer.isSuccess()) {
            String what = "%s refused %s".formatted(host.getRawAuthority(), request.endpoint());
            throw new BlueskyException.Refused(what, error(answer.status(), text, rate, redaction, now));
        }
        URI shown = url(host, request.endpoint(), request.params().redactedQuery());
        HttpDetails details = new HttpDetails(answer.status(), answer.headers(), answer.elapsed(), shown, rate);
        try {
            JsonNode json = text.isBlank()
                    ? JsonNodeFactory.instance.objectNode()
                    : XrpcJson.mapper().readTree(text);
            return new Read(json, details);
        } catch (JacksonException e) {
            throw new BlueskyException.BadAnswer(
                    "%s answered %s with %s that is no JSON this can read"
                            .formatted(host.getRawAuthority(), request.endpoint(), type(answer)),
                    null);
        }
    }

    /** A gateway in between says no in its own words, which are no JSON. */
    private static XrpcError error(int status, String text, RateLimit rate, Redaction redaction, Instant now) {
        Optional<Duration> wait = status == TOO_MANY_REQUESTS ? rate.pause(now) : rate.retryAfter();
        try {
            JsonNode json = XrpcJson.mapper().readTree(text);
            return new XrpcError(
                    status, word(json, "error", redaction), word(json, "message", redaction), wait, Optional.of(json));
        } catch (JacksonException e) {
            return new XrpcError(status, "", "", wait);
        }
    }

    private static String word(JsonNode json, String name, Redaction redaction) {
        return OneLine.of(redaction.text(json.path(name).asString("")));
    }

    private static String type(HttpAnswer answer) {
        return answer.headers().firstValue("Content-Type").map(OneLine::of).orElse("something");
    }

    /** What is logged of a failure. */
    static CallEnded failed(
            BlueskyException why, Optional<HttpAnswer> came, boolean renewed, Duration elapsed, Redaction redaction) {
        CallFailure failure = new CallFailure(
                why.getClass().getSimpleName(),
                redaction.text(why.getMessage()),
                came.map(answer -> redaction.response(answer.text())).orElse(""));
        OptionalInt status = came.map(answer -> OptionalInt.of(answer.status())).orElseGet(OptionalInt::empty);
        return new CallEnded(status, Optional.of(failure), List.of(), Optional.empty(), renewed, elapsed);
    }
}
