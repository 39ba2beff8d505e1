package dev.bluebell.blossom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Of the JSON of a descriptor what is needed, and nothing else: as objects, a text that a server fills with brackets would
 * take twenty times the memory.
 *
 * @param values strings and numbers
 * @param nip94 tags; those of another shape are passed over, as are those behind the first few
 */
record DescriptorFields(JsonNode values, List<List<String>> nip94) {

    private static final Set<String> VALUES = Set.of("url", "sha256", "size", "type", "uploaded");
    private static final int MOST_TAGS = 32;
    private static final int MOST_VALUES_OF_TAG = 32;

    /** Reads the value that the parser has come to, to its end; what is no object has no fields. */
    static DescriptorFields read(JsonParser parser) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        List<List<String>> nip94 = List.of();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new DescriptorFields(values, nip94);
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("nip94")) {
                nip94 = tags(parser);
            } else if (VALUES.contains(name) && value.isScalarValue()) {
                values.set(name, parser.<JsonNode>readValueAsTree());
            } else {
                parser.skipChildren();
            }
        }
        return new DescriptorFields(values, nip94);
    }

    private static List<List<String>> tags(JsonParser parser) {
        List<List<String>> tags = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return tags;
        }
        for (int seen = 0; parser.nextToken() != JsonToken.END_ARRAY; seen++) {
            if (parser.currentToken() == JsonToken.START_ARRAY && seen < MOST_TAGS) {
                tag(parser).ifPresent(tags::add);
            } else {
                parser.skipChildren();
            }
        }
        return tags;
    }

    private static Optional<List<String>> tag(JsonParser parser) {
        List<String> values = new ArrayList<>();
        boolean sound = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            sound &= parser.currentToken() == JsonToken.VALUE_STRING && values.size() < MOST_VALUES_OF_TAG;
            if (sound) {
                values.add(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        return sound && !values.isEmpty() ? Optional.of(values) : Optional.empty();
    }
}
