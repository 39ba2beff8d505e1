package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Cid;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.Tid;
import java.util.List;

/**
 * A post that is about to be sent, to the last byte: sent again from here, it is the same post.
 *
 * @param account whose post
 * @param key what the caller calls it, 1 to 255 characters
 * @param rkey under what name it will be there
 * @param cid what the record will be
 * @param record the record as JSON, with its {@code createdAt}
 * @param gates the records that say who may reply and quote, as JSON; they go with the post under the same name
 */
public record PostPlan(Did account, String key, Tid rkey, Cid cid, String record, List<String> gates) {

    static final Nsid POSTS = new Nsid("app.bsky.feed.post");

    private static final int MOST_CHARACTERS = 255;

    /**
     * Checks the key and copies the list.
     *
     * @throws IllegalArgumentException if the key is empty or too long
     */
    public PostPlan {
        checkKey(key);
        gates = List.copyOf(gates);
    }

    static void checkKey(String key) {
        if (key.isEmpty() || key.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the key of a post has 1 to %d characters, not %d".formatted(MOST_CHARACTERS, key.length()));
        }
    }

    /** The post, once it is there. */
    public StrongRef ref() {
        return new StrongRef(new AtUri(account, POSTS, rkey.key()), cid);
    }
}
