package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.relay.RelayMessage.Arrived;
import dev.bluebell.nostr.relay.RelayMessage.Challenge;
import dev.bluebell.nostr.relay.RelayMessage.Closed;
import dev.bluebell.nostr.relay.RelayMessage.Notice;
import dev.bluebell.nostr.relay.RelayMessage.Ok;
import dev.bluebell.nostr.relay.RelayMessage.Senseless;
import dev.bluebell.nostr.relay.RelayMessage.Stored;
import dev.bluebell.nostr.relay.RelayMessage.Unknown;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads the frame of a message by tokens, and leaves the event in it to {@code Event.parse}. */
final class MessageReader {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_PARTS = 8;
    private static final int MAX_CHALLENGE_CHARACTERS = 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private MessageReader() {}

    /** Reads any text whatever. */
    static RelayMessage read(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.VALUE_STRING) {
                return new Senseless("a message is an array that begins with its type");
            }
            String type = parser.getString();
            return type.equals("EVENT") ? event(parser, text) : message(type, parts(parser));
        } catch (JacksonException e) {
            return new Senseless("not JSON: " + Reason.oneLine(e.getOriginalMessage()));
        }
    }

    private static RelayMessage event(JsonParser parser, String text) {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            return new Senseless("an EVENT without its subscription");
        }
        String subscription = parser.getString();
        int end = text.lastIndexOf(']');
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return new Senseless("an EVENT without an event");
        }
        int start = (int) parser.currentTokenLocation().getCharOffset();
        return end > start && text.substring(end + 1).isBlank()
                ? new Arrived(subscription, text.substring(start, end))
                : new Senseless("an EVENT without an end");
    }

    /** The rest of the array as texts; what is itself an array or an object counts as an empty one. */
    private static List<String> parts(JsonParser parser) {
        List<String> parts = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY && parts.size() < MAX_PARTS;
                token = parser.nextToken()) {
            parts.add(token.isScalarValue() ? parser.getString() : "");
            parser.skipChildren();
        }
        return parts;
    }

    private static RelayMessage message(String type, List<String> parts) {
        String first = parts.isEmpty() ? "" : parts.getFirst();
        return switch (type) {
            case "OK" ->
                parts.size() < 2
                        ? new Senseless("an OK without an answer")
                        : new Ok(first, parts.get(1).equals("true"), reason(parts, 2));
            case "EOSE" -> new Stored(first);
            case "CLOSED" -> new Closed(first, reason(parts, 1));
            case "NOTICE" -> new Notice(Reason.oneLine(first));
            case "AUTH" -> challenge(first);
            default -> new Unknown(Reason.oneLine(type));
        };
    }

    private static String reason(List<String> parts, int at) {
        return parts.size() > at ? Reason.oneLine(parts.get(at)) : "";
    }

    private static RelayMessage challenge(String text) {
        boolean sensible = !text.isEmpty()
                && text.length() <= MAX_CHALLENGE_CHARACTERS
                && text.codePoints().noneMatch(MessageReader::isSurrogate);
        return sensible ? new Challenge(text) : new Senseless("a challenge that cannot be signed");
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
