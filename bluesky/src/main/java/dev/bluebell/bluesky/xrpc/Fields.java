package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.BlueskyException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object from elsewhere, by their types. What is missing or {@code null} is empty where that is allowed;
 * else it is a {@link BlueskyException.BadAnswer}, as is a wrong type.
 *
 * @param node the object, which may have any further fields
 * @param whose what it is, for messages
 */
public record Fields(JsonNode node, String whose) {

    /** A text. */
    public String text(String name) {
        return required(name, findText(name));
    }

    /** A text, if it is there. */
    public Optional<String> findText(String name) {
        return find(name, "a text", JsonNode::isString, JsonNode::stringValue);
    }

    /** A whole number. */
    public long number(String name) {
        return required(name, findNumber(name));
    }

    /** A whole number, if it is there. */
    public Optional<Long> findNumber(String name) {
        return find(
                name,
                "a whole number",
                value -> value.isIntegralNumber() && value.canConvertToLong(),
                JsonNode::longValue);
    }

    /** A boolean. */
    public boolean flag(String name) {
        return required(name, findFlag(name));
    }

    /** A boolean, if it is there. */
    public Optional<Boolean> findFlag(String name) {
        return find(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    /** A time. */
    public Instant time(String name) {
        return required(name, findTime(name));
    }

    /** A time, if it is there. */
    public Optional<Instant> findTime(String name) {
        return findText(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw wrong(name, "a time");
            }
        });
    }

    /** An object. */
    public Fields object(String name) {
        return required(name, findObject(name));
    }

    /** An object, if it is there. */
    public Optional<Fields> findObject(String name) {
        return find(name, "an object", JsonNode::isObject, value -> new Fields(value, whose));
    }

    /** The objects of a list; none if there is no list. */
    public List<Fields> objects(String name) {
        return list(name).stream()
                .map(one -> {
                    if (!one.isObject()) {
                        throw wrong(name, "a list of objects");
                    }
                    return new Fields(one, whose);
                })
                .toList();
    }

    /** The texts of a list; none if there is no list. */
    public List<String> texts(String name) {
        return list(name).stream()
                .map(one -> {
                    if (!one.isString()) {
                        throw wrong(name, "a list of texts");
                    }
                    return one.stringValue();
                })
                .toList();
    }

    private List<JsonNode> list(String name) {
        return find(
                        name,
                        "a list",
                        JsonNode::isArray,
                        list -> list.valueStream().toList())
                .orElse(List.of());
    }

    private <T> Optional<T> find(
            String name, String type, Function<JsonNode, Boolean> fits, Function<JsonNode, T> read) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!fits.apply(value)) {
            throw wrong(name, type);
        }
        return Optional.of(read.apply(value));
    }

    private <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(
                () -> new BlueskyException.BadAnswer("%s has no field %s".formatted(whose, name), null));
    }

    private BlueskyException wrong(String name, String type) {
        return new BlueskyException.BadAnswer("the field %s of %s is not %s".formatted(name, whose, type), null);
    }
}
