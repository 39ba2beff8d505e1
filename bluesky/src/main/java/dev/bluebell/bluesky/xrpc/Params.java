package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.RecordKey;
import dev.bluebell.bluesky.Tid;
import dev.bluebell.bluesky.log.Redaction;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a call, in the order in which they were given. A list is a name given several times. Immutable. */
public final class Params {

    private static final Params NONE = new Params(Map.of());

    private final Map<String, List<String>> values;

    private Params(Map<String, List<String>> values) {
        this.values = values;
    }

    /** No parameters. */
    public static Params none() {
        return NONE;
    }

    /**
     * Parameters out of a map. Values are texts, whole numbers, booleans, names of this library ({@code Did}, {@code Cid} and
     * so on), instants, or lists of those.
     *
     * @throws IllegalArgumentException if one is something else, or a number is not whole: AT Protocol knows no others
     */
    public static Params of(Map<String, ?> map) {
        Builder builder = builder();
        map.forEach(builder::add);
        return builder.build();
    }

    /** One parameter; {@link #builder} has the values. */
    public static Params of(String name, Object value) {
        return builder().add(name, value).build();
    }

    /** Parameters one by one. */
    public static Builder builder() {
        return new Builder();
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name))
                .flatMap(list -> list.stream().findFirst());
    }

    /** The same with other values of that name. */
    public Params with(String name, Object value) {
        Map<String, List<String>> others = new LinkedHashMap<>(values);
        others.remove(name);
        others.putAll(of(name, value).values);
        return new Params(others);
    }

    /** As a query without its {@code ?}; empty if there are none. */
    public String query() {
        return query(values);
    }

    /** The same without secrets. */
    String redactedQuery() {
        Map<String, List<String>> safe = new LinkedHashMap<>(values);
        safe.replaceAll((name, list) -> Redaction.isSecret(name) ? List.of("***") : list);
        return query(safe);
    }

    private static String query(Map<String, List<String>> values) {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + '=' + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As fields of an object, for the log. */
    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        values.forEach((name, list) -> {
            if (list.size() == 1) {
                tree.put(name, list.getFirst());
            } else {
                list.forEach(tree.withArray(name)::add);
            }
        });
        return tree;
    }

    /** Takes parameters one by one. Not thread-safe. */
    public static final class Builder {

        private final Map<String, List<String>> values = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a parameter, or a further value of one. A collection adds each of its values; an empty one adds nothing.
         *
         * @throws IllegalArgumentException if the value is none that a parameter may have
         */
        public Builder add(String name, Object value) {
            if (value instanceof Collection<?> several) {
                several.forEach(one -> add(name, one));
            } else {
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(text(name, value));
            }
            return this;
        }

        private static String text(String name, Object value) {
            return switch (value) {
                case CharSequence text -> text.toString();
                case Boolean flag -> flag.toString();
                case Number number -> whole(name, number);
                case Actor actor -> actor.value();
                case AtUri uri -> uri.toString();
                case Cid cid -> cid.value();
                case Nsid nsid -> nsid.value();
                case RecordKey key -> key.value();
                case Tid tid -> tid.value();
                case URI uri -> uri.toString();
                case Instant time -> time.toString();
                default ->
                    throw new IllegalArgumentException("the parameter %s cannot be a %s"
                            .formatted(name, value.getClass().getSimpleName()));
            };
        }

        private static String whole(String name, Number number) {
            try {
                return new BigDecimal(number.toString()).toBigIntegerExact().toString();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "the parameter %s must be a whole number, not %s".formatted(name, number), e);
            }
        }

        /** The parameters so far. */
        public Params build() {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
            return new Params(copy);
        }
    }
}
