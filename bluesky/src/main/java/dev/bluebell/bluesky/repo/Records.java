package dev.bluebell.bluesky.repo;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.RecordKey;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.TidClock;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import dev.bluebell.bluesky.xrpc.XrpcResponse;
import java.time.InstantSource;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The records of one account, on its PDS. Thread-safe. */
public final class Records {

    private static final String REPO = "com.atproto.repo.";

    private final XrpcClient client;
    private final Supplier<Did> account;
    private final TidClock keys;
    private final InstantSource clock;

    /**
     * Records by a client.
     *
     * @param account whose they are
     * @param keys makes the keys of new ones
     * @param clock when they are made
     */
    public Records(XrpcClient client, Supplier<Did> account, TidClock keys, InstantSource clock) {
        this.client = client;
        this.account = account;
        this.keys = keys;
        this.clock = clock;
    }

    /** A record of that kind, made now; the rest is to be added. */
    public ObjectNode begin(Nsid collection) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("$type", collection.value())
                .put("createdAt", clock.instant().toString());
    }

    /**
     * Makes a record, with a key that is the time; once, however often it must be tried. It costs 2 points.
     *
     * @param record with its {@code $type}
     */
    public StrongRef create(Nsid collection, ObjectNode record) {
        RecordKey key = keys.next().key();
        ObjectNode put = at(collection, key);
        put.set("record", record);
        // Nothing may be there yet: so a try that was answered by nobody is found by the next.
        put.putNull("swapRecord");
        try {
            return ref(client.call(
                    REPO + "putRecord", Body.json(put), CallOptions.none().withRepeats()));
        } catch (BlueskyException.Refused e) {
            if (!e.error().equals("InvalidSwap")) {
                throw e;
            }
            return ref(get(new AtUri(account.get(), collection, key)));
        }
    }

    /**
     * Removes a record; does nothing if there is none. It costs 1 point.
     *
     * @throws BlueskyException.Refused if it is somebody else's
     */
    public void delete(AtUri uri) {
        ObjectNode gone =
                at(uri.collection(), uri.key()).put("repo", uri.actor().value());
        client.call(REPO + "deleteRecord", Body.json(gone), CallOptions.none().withRepeats());
    }

    /** A record of this account: its {@code uri}, {@code cid} and {@code value}. */
    public XrpcResponse get(AtUri uri) {
        Params params = Params.builder()
                .add("repo", uri.actor())
                .add("collection", uri.collection())
                .add("rkey", uri.key())
                .build();
        return client.get(REPO + "getRecord", params);
    }

    private ObjectNode at(Nsid collection, RecordKey key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("repo", account.get().value())
                .put("collection", collection.value())
                .put("rkey", key.value());
    }

    private static StrongRef ref(XrpcResponse answer) {
        try {
            return new StrongRef(AtUri.parse(answer.text("uri")), new Cid(answer.text("cid")));
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("the server says of a record neither where nor what it is", e);
        }
    }

    /** As records name another. */
    public static JsonNode json(StrongRef ref) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", ref.uri().toString())
                .put("cid", ref.cid().value());
    }
}
