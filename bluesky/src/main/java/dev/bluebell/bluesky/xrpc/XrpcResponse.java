package dev.bluebell.bluesky.xrpc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What came of a call that went well.
 *
 * @param json the answer; an empty object if there was none
 * @param http status, headers, time and address
 * @param callId the row of the call log, if it is stored already: that of a write is
 */
public record XrpcResponse(JsonNode json, HttpDetails http, OptionalLong callId) {

    /** The fields of the answer. */
    public Fields fields() {
        return new Fields(json, "the answer of " + http.url().getRawAuthority());
    }

    /** A text; {@link Fields} says what if it is not there. */
    public String text(String name) {
        return fields().text(name);
    }

    /** A text, if it is there. */
    public Optional<String> findText(String name) {
        return fields().findText(name);
    }

    /** A whole number; {@link Fields} says what if it is not there. */
    public long number(String name) {
        return fields().number(name);
    }

    /** A boolean; {@link Fields} says what if it is not there. */
    public boolean flag(String name) {
        return fields().flag(name);
    }

    /** A time; {@link Fields} says what if it is not there. */
    public Instant time(String name) {
        return fields().time(name);
    }

    /** An object; {@link Fields} says what if it is not there. */
    public Fields object(String name) {
        return fields().object(name);
    }

    /** The objects of a list; none if there is no list. */
    public List<Fields> objects(String name) {
        return fields().objects(name);
    }

    /** Where the next page begins, if there is one. */
    public Optional<String> cursor() {
        return fields().findText("cursor");
    }
}
