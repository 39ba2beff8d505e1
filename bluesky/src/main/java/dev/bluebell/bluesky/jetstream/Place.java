package dev.bluebell.bluesky.jetstream;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.cursor.Position;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a subscription has come.
 *
 * @param timeMicros of the last event that was processed
 * @param processed the events of that very time
 */
record Place(long timeMicros, List<String> processed) {

    /** Servers give each event a time of its own; one that does not must not fill the memory. */
    private static final int MOST = 20;

    Place {
        processed = List.copyOf(processed);
    }

    /** The place after another event. */
    Place after(JetstreamEvent event) {
        if (event.timeMicros() != timeMicros) {
            // Clocks of servers differ: the place never goes back.
            return event.timeMicros() < timeMicros ? this : new Place(event.timeMicros(), List.of(event.identity()));
        }
        List<String> more = new ArrayList<>(processed);
        more.add(event.identity());
        return new Place(timeMicros, more.subList(Math.max(0, more.size() - MOST), more.size()));
    }

    static Place read(Position position) {
        try {
            Fields fields = new Fields(XrpcJson.mapper().readTree(position.text()), "the saved position");
            return new Place(fields.number("time_us"), fields.texts("processed"));
        } catch (JacksonException e) {
            throw new BlueskyException.LocalFailure(
                    "the saved position of the stream cannot be read; forget it to begin anew", e);
        }
    }

    Position position() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("time_us", timeMicros);
        processed.forEach(tree.withArray("processed")::add);
        return new Position(tree.toString());
    }
}
