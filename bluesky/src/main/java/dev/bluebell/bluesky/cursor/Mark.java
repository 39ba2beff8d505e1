package dev.bluebell.bluesky.cursor;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a {@link Position} says. A list that has its newest items first is read down to those that are known; while that is
 * under way there is a cursor, and the newest items are remembered for when it is done.
 *
 * @param cursor where the next page begins
 * @param known short names of items that were handed over before: the newest, or those after the cursor
 * @param newest short names of the newest items of a reading that has not come to its end
 */
record Mark(Optional<String> cursor, List<String> known, List<String> newest) {

    static final Mark NONE = new Mark(Optional.empty(), List.of(), List.of());

    Mark {
        known = List.copyOf(known);
        newest = List.copyOf(newest);
    }

    /** Reads one; what is no object is the bare cursor of a server. */
    static Mark read(Position position) {
        if (!position.text().startsWith("{")) {
            return new Mark(Optional.of(position.text()), List.of(), List.of());
        }
        try {
            Fields fields = new Fields(XrpcJson.mapper().readTree(position.text()), "the saved position");
            return new Mark(fields.findText("cursor"), fields.texts("known"), fields.texts("newest"));
        } catch (JacksonException e) {
            throw new BlueskyException.LocalFailure(
                    "the saved position of the list cannot be read; forget it to begin anew", e);
        }
    }

    Position position() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        cursor.ifPresent(at -> tree.put("cursor", at));
        known.forEach(tree.withArray("known")::add);
        newest.forEach(tree.withArray("newest")::add);
        return new Position(tree.toString());
    }
}
