package dev.bluebell.bluesky.feed;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.repo.Records;
import tools.jackson.databind.node.ObjectNode;

/** Likes and reposts of one account. Thread-safe. */
public final class Reactions {

    private static final Nsid LIKE = new Nsid("app.bsky.feed.like");
    private static final Nsid REPOST = new Nsid("app.bsky.feed.repost");

    private final Records records;

    /** Reactions among the records of an account. */
    public Reactions(Records records) {
        this.records = records;
    }

    /**
     * Likes a post.
     *
     * @return the like, by which it can be undone
     */
    public AtUri like(StrongRef post) {
        return react(LIKE, post);
    }

    /**
     * Reposts a post.
     *
     * @return the repost, by which it can be undone
     */
    public AtUri repost(StrongRef post) {
        return react(REPOST, post);
    }

    /**
     * Takes a like or a repost back.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public void undo(AtUri reaction) {
        if (!reaction.collection().equals(LIKE) && !reaction.collection().equals(REPOST)) {
            throw new IllegalArgumentException("%s is neither a like nor a repost".formatted(reaction));
        }
        records.delete(reaction);
    }

    private AtUri react(Nsid kind, StrongRef post) {
        ObjectNode record = records.begin(kind);
        record.set("subject", Records.json(post));
        return records.create(kind, record).uri();
    }
}
