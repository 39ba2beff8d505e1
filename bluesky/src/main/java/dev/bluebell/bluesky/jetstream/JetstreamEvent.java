package dev.bluebell.bluesky.jetstream;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.RecordKey;
import dev.bluebell.bluesky.xrpc.Fields;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Something that happened. */
public sealed interface JetstreamEvent {

    /** Whose account it happened to. */
    Did did();

    /** When the server learnt of it, in microseconds since 1970; its cursor. */
    long timeMicros();

    /**
     * A record was made, replaced or deleted.
     *
     * @param revision of the repository, which grows
     * @param operation {@code create}, {@code update}, {@code delete}, or what may come
     * @param collection of which kind
     * @param key which of them
     * @param cid what the record is, as the server spells it; empty if it was deleted
     * @param record the record; empty if it was deleted
     */
    record Commit(
            Did did,
            long timeMicros,
            String revision,
            String operation,
            Nsid collection,
            RecordKey key,
            Optional<String> cid,
            Optional<JsonNode> record)
            implements JetstreamEvent {}

    /**
     * Anything else: another handle, another PDS, an account that was taken down.
     *
     * @param kind {@code identity}, {@code account}, or what may come
     * @param json the whole event
     */
    record Other(Did did, long timeMicros, String kind, JsonNode json) implements JetstreamEvent {}

    /**
     * Reads an event.
     *
     * @throws BlueskyException.BadAnswer if it is none
     */
    static JetstreamEvent read(JsonNode json) {
        Fields fields = new Fields(json, "the event");
        try {
            Did did = new Did(fields.text("did"));
            long time = fields.number("time_us");
            String kind = fields.text("kind");
            if (!kind.equals("commit")) {
                return new Other(did, time, kind, json);
            }
            Fields commit = fields.object("commit");
            return new Commit(
                    did,
                    time,
                    commit.text("rev"),
                    commit.text("operation"),
                    new Nsid(commit.text("collection")),
                    new RecordKey(commit.text("rkey")),
                    commit.findText("cid"),
                    commit.findObject("record").map(Fields::node));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("the event is none: " + e.getMessage(), e);
        }
    }

    /** What this event has and no other, whenever a server tells of it. */
    default String identity() {
        return switch (this) {
            case Commit c ->
                String.join(
                        " ",
                        c.did().value(),
                        c.revision(),
                        c.collection().value(),
                        c.key().value());
            case Other o ->
                String.join(
                        " ", o.did().value(), o.kind(), o.json().path(o.kind()).toString());
        };
    }
}
