package dev.bluebell.nostr;

import dev.bluebell.nostr.NostrException.MalformedEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of events and filters: strict in reading, so that no two readers can see two events in one text. */
final class NostrJson {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_REASON_CHARACTERS = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private NostrJson() {}

    static Event parseEvent(String json) {
        JsonNode event = readObject(json);
        String id = text(event, "id");
        String pubkey = text(event, "pubkey");
        Instant createdAt = time(event, "created_at");
        int kind = kind(event);
        List<List<String>> tags = tags(event);
        String content = text(event, "content");
        String signature = text(event, "sig");
        try {
            Hex.require("pubkey", pubkey, 2 * PublicKey.BYTES);
            return new Event(id, new PublicKey(pubkey), createdAt, kind, tags, content, signature);
        } catch (IllegalArgumentException e) {
            throw new MalformedEvent(e.getMessage());
        }
    }

    static String write(Event event) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(7);
        fields.put("id", event.id());
        fields.put("pubkey", event.author().hex());
        fields.put("created_at", event.createdAt().getEpochSecond());
        fields.put("kind", event.kind());
        fields.put("tags", event.tags());
        fields.put("content", event.content());
        fields.put("sig", event.signature());
        return write(fields);
    }

    static String write(Map<String, Object> fields) {
        return MAPPER.writeValueAsString(fields);
    }

    private static JsonNode readObject(String json) {
        if (json.length() > MAX_CHARACTERS) {
            throw new MalformedEvent(
                    "an event has at most %d characters, not %d".formatted(MAX_CHARACTERS, json.length()));
        }
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new MalformedEvent("not the JSON of one event: " + oneLine(e.getOriginalMessage()));
        }
        if (!node.isObject()) {
            throw new MalformedEvent("an event is a JSON object");
        }
        return node;
    }

    /** Jackson quotes what it could not read, which may be anything and of any length. */
    private static String oneLine(String message) {
        String printable = message.replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), MAX_REASON_CHARACTERS));
    }

    private static JsonNode field(JsonNode event, String name) {
        JsonNode field = event.get(name);
        if (field == null) {
            throw new MalformedEvent(name + " is missing");
        }
        return field;
    }

    private static String text(JsonNode event, String name) {
        JsonNode field = field(event, name);
        if (!field.isString()) {
            throw new MalformedEvent(name + " must be a string");
        }
        return field.stringValue();
    }

    private static long integer(JsonNode event, String name) {
        JsonNode field = field(event, name);
        if (!field.isIntegralNumber()) {
            throw new MalformedEvent(name + " must be an integer");
        }
        if (!field.canConvertToLong()) {
            throw new MalformedEvent(name + " is out of range");
        }
        return field.longValue();
    }

    private static Instant time(JsonNode event, String name) {
        try {
            return Instant.ofEpochSecond(integer(event, name));
        } catch (DateTimeException e) {
            throw new MalformedEvent(name + " is out of range");
        }
    }

    private static int kind(JsonNode event) {
        long kind = integer(event, "kind");
        if (kind != (int) kind) {
            throw new MalformedEvent("kind is out of range");
        }
        return (int) kind;
    }

    private static List<List<String>> tags(JsonNode event) {
        JsonNode field = field(event, "tags");
        if (!field.isArray()) {
            throw new MalformedEvent("tags must be an array");
        }
        List<List<String>> tags = new ArrayList<>(field.size());
        for (JsonNode tag : field) {
            tags.add(tag(tag));
        }
        return tags;
    }

    private static List<String> tag(JsonNode node) {
        if (!node.isArray()) {
            throw new MalformedEvent("tags must hold arrays only");
        }
        List<String> tag = new ArrayList<>(node.size());
        for (JsonNode text : node) {
            if (!text.isString()) {
                throw new MalformedEvent("tags must hold arrays of strings only");
            }
            tag.add(text.stringValue());
        }
        return tag;
    }
}
