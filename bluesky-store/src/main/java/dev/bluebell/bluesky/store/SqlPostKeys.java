package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.Tid;
import dev.bluebell.bluesky.post.MadePost;
import dev.bluebell.bluesky.post.PostKeys;
import dev.bluebell.bluesky.post.PostPlan;
import dev.bluebell.database.Database;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Plans in {@code bsky_post_plan}, posts in {@code bsky_post}: one row a logged call, as pysky has it, so that posts without
 * one of their own are in {@code bsky_post_uncalled}.
 */
record SqlPostKeys(Database database) implements PostKeys {

    /** No JSON has it, not even between its parts. */
    private static final String BETWEEN = "\u001e";

    private static final String KNOWN = """
            SELECT uri FROM bsky_post WHERE uri = :uri UNION ALL SELECT uri FROM bsky_post_uncalled WHERE uri = :uri""";

    /** Its own call, if it is logged and no other post has it. */
    private static final String INSERT_CALLED = """
            INSERT INTO bsky_post (apilog_id, uri, cid, client_unique_key, reply_to)
            SELECT id, :uri, :cid, :key, :replyTo FROM bsky_api_call_log
            WHERE id = :call AND id NOT IN (SELECT apilog_id FROM bsky_post)""";

    private static final String INSERT_UNCALLED = """
            INSERT INTO bsky_post_uncalled (uri, cid, client_unique_key, reply_to)
            VALUES (:uri, :cid, :key, :replyTo) ON CONFLICT (uri) DO NOTHING""";

    /** Undoes what was stored of a list of plans. */
    private static final class KeyTaken extends RuntimeException {
        KeyTaken() {
            super(null, null, false, false);
        }
    }

    @Override
    public boolean plan(List<PostPlan> plans) {
        try {
            return database.write(handle -> {
                // In the same order everywhere, so that two processes do not wait for each other.
                plans.stream().sorted(Comparator.comparing(PostPlan::key)).forEach(plan -> add(handle, plan));
                return true;
            });
        } catch (KeyTaken e) {
            return false;
        }
    }

    private static void add(Handle handle, PostPlan plan) {
        int added = handle.createUpdate("""
                        INSERT INTO bsky_post_plan (account, "key", rkey, cid, record, gates)
                        VALUES (:account, :key, :rkey, :cid, :record, :gates) ON CONFLICT DO NOTHING""")
                .bind("account", plan.account().value())
                .bind("key", plan.key())
                .bind("rkey", plan.rkey().value())
                .bind("cid", plan.cid().toString())
                .bind("record", plan.record())
                .bind("gates", String.join(BETWEEN, plan.gates()))
                .execute();
        if (added == 0) {
            throw new KeyTaken();
        }
    }

    @Override
    public Optional<PostPlan> find(Did account, String key) {
        return database.read(handle -> handle.createQuery(
                        "SELECT rkey, cid, record, gates FROM bsky_post_plan WHERE account = :account AND \"key\" = :key")
                .bind("account", account.value())
                .bind("key", key)
                .map((row, context) -> new PostPlan(
                        account,
                        key,
                        new Tid(row.getString("rkey")),
                        new Cid(row.getString("cid")),
                        row.getString("record"),
                        gates(row.getString("gates"))))
                .findOne());
    }

    private static List<String> gates(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(BETWEEN));
    }

    @Override
    public void made(MadePost post) {
        boolean unused = database.write(handle -> {
            boolean known = handle.createQuery(KNOWN)
                    .bind("uri", post.ref().uri().toString())
                    .mapTo(String.class)
                    .findFirst()
                    .isPresent();
            return known || insertCalled(handle, post) || insert(handle, INSERT_UNCALLED, post);
        });
    }

    private static boolean insertCalled(Handle handle, MadePost post) {
        return post.callId().isPresent()
                && bind(handle, INSERT_CALLED, post)
                                .bind("call", post.callId().getAsLong())
                                .execute()
                        == 1;
    }

    private static boolean insert(Handle handle, String sql, MadePost post) {
        return bind(handle, sql, post).execute() == 1;
    }

    private static org.jdbi.v3.core.statement.Update bind(Handle handle, String sql, MadePost post) {
        return handle.createUpdate(sql)
                .bind("uri", post.ref().uri().toString())
                .bind("cid", post.ref().cid().toString())
                .bind("key", post.key().orElse(null))
                .bind("replyTo", post.replyTo().map(AtUri::toString).orElse(null));
    }

    @Override
    public Optional<StrongRef> newest(Did account, String key) {
        String prefix = "at://" + account.value() + '/';
        return database.read(handle -> handle
                .createQuery("""
                        SELECT uri, cid FROM bsky_post WHERE client_unique_key = :key
                        UNION ALL SELECT uri, cid FROM bsky_post_uncalled WHERE client_unique_key = :key""")
                .bind("key", key)
                .map((row, context) -> List.of(row.getString("uri"), row.getString("cid")))
                .list()
                .stream()
                .filter(row -> row.getFirst().startsWith(prefix))
                // The last part of the address tells when the post was made.
                .max(Comparator.comparing(List::getFirst))
                .map(row -> new StrongRef(AtUri.parse(row.getFirst()), new Cid(row.getLast()))));
    }
}
