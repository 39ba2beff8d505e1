package dev.bluebell.bluesky.graph;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.repo.Records;

/** Follows and blocks of one account. Thread-safe. */
public final class Relations {

    private static final Nsid FOLLOW = new Nsid("app.bsky.graph.follow");
    private static final Nsid BLOCK = new Nsid("app.bsky.graph.block");

    private final Records records;

    /** Relations among the records of an account. */
    public Relations(Records records) {
        this.records = records;
    }

    /**
     * Follows an account.
     *
     * @return the follow, by which it can be undone
     */
    public AtUri follow(Did account) {
        return relate(FOLLOW, account);
    }

    /**
     * Blocks an account.
     *
     * @return the block, by which it can be undone
     */
    public AtUri block(Did account) {
        return relate(BLOCK, account);
    }

    /**
     * Takes a follow or a block back.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public void undo(AtUri relation) {
        if (!relation.collection().equals(FOLLOW) && !relation.collection().equals(BLOCK)) {
            throw new IllegalArgumentException("%s is neither a follow nor a block".formatted(relation));
        }
        records.delete(relation);
    }

    private AtUri relate(Nsid kind, Did account) {
        return records.create(kind, records.begin(kind).put("subject", account.value()))
                .uri();
    }
}
