package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.StrongRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory, for one process and not beyond its end; the newest 100,000 of them. Thread-safe. */
public final class MemoryPostKeys implements PostKeys {

    private record Key(Did account, String key) {}

    private static final int MOST = 100_000;

    private final Map<Key, PostPlan> plans = new Newest<>();
    private final Map<Key, StrongRef> posts = new Newest<>();

    /** No keys yet. */
    public MemoryPostKeys() {}

    @Override
    public synchronized boolean plan(List<PostPlan> wanted) {
        Map<Key, PostPlan> added = new HashMap<>();
        for (PostPlan plan : wanted) {
            Key key = new Key(plan.account(), plan.key());
            if (plans.containsKey(key) || added.put(key, plan) != null) {
                return false;
            }
        }
        plans.putAll(added);
        return true;
    }

    @Override
    public synchronized Optional<PostPlan> find(Did account, String key) {
        return Optional.ofNullable(plans.get(new Key(account, key)));
    }

    @Override
    public synchronized void made(MadePost post) {
        if (post.ref().uri().actor() instanceof Did account) {
            post.key().ifPresent(key -> posts.put(new Key(account, key), post.ref()));
        }
    }

    @Override
    public synchronized Optional<StrongRef> newest(Did account, String key) {
        return Optional.ofNullable(posts.get(new Key(account, key)));
    }

    /** Forgets the oldest beyond a number. */
    private static final class Newest<V> extends LinkedHashMap<Key, V> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
            return size() > MOST;
        }
    }
}
