package dev.bluebell.bluesky.repo;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.xrpc.Fields;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A blob, as records name it.
 *
 * @param cid what it is
 * @param type its media type, as the server sees it
 * @param sizeBytes how long it is
 */
public record Blob(Cid cid, String type, long sizeBytes) {

    /**
     * Reads one.
     *
     * @throws BlueskyException.BadAnswer if it is none
     */
    public static Blob read(Fields fields) {
        String link = fields.object("ref").text("$link");
        try {
            return new Blob(new Cid(link), fields.text("mimeType"), fields.number("size"));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("%s has a blob without a CID".formatted(fields.whose()), e);
        }
    }

    /** As it stands in records. */
    public ObjectNode json() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("$type", "blob");
        tree.putObject("ref").put("$link", cid.value());
        return tree.put("mimeType", type).put("size", sizeBytes);
    }
}
