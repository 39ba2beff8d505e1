package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.StrongRef;
import java.util.List;
import java.util.Optional;

/**
 * Remembers by the keys that callers give to their posts what is to be posted and what was, for this process and others. What
 * a method has stored survives a crash. Implementations are thread-safe.
 */
public interface PostKeys {

    /**
     * Stores what is about to be sent: all of it, or nothing if one of the keys is taken by a plan of that account. Both in
     * one step, so that of two processes with the same key one is refused.
     *
     * @param plans with keys that all differ
     * @return whether they were stored
     */
    boolean plan(List<PostPlan> plans);

    /** What was planned under a key, whether or not it was posted since. */
    Optional<PostPlan> find(Did account, String key);

    /** Stores that a post is there. Does nothing if that is known already, by its address. */
    void made(MadePost post);

    /** The newest post that was made under a key: the only one, unless another program allowed several. */
    Optional<StrongRef> newest(Did account, String key);
}
