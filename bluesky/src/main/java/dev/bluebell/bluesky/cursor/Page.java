package dev.bluebell.bluesky.cursor;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Some items of a list.
 *
 * @param items those that the reader has not had, in the order of the list
 * @param cursor where the next page begins; empty on the last one
 */
public record Page(List<JsonNode> items, Optional<String> cursor) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
