package dev.bluebell.bluesky.feed;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.xrpc.Fields;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.XrpcClient;

/** Posts with what was replied to them. Thread-safe. */
public final class PostThreads {

    private static final int DEPTH = 6;
    private static final int PARENTS = 80;

    private final XrpcClient client;

    /** Threads by a client. */
    public PostThreads(XrpcClient client) {
        this.client = client;
    }

    /** A post with 6 levels of replies and at most 80 posts above it, as {@code app.bsky.feed.getPostThread} gives it. */
    public Fields get(AtUri post) {
        return get(post, DEPTH, PARENTS);
    }

    /**
     * A post with replies.
     *
     * @param depth how many levels of replies, 0 to 1000
     * @param parents how many of the posts above it, 0 to 1000
     */
    public Fields get(AtUri post, int depth, int parents) {
        Params params = Params.builder()
                .add("uri", post)
                .add("depth", depth)
                .add("parentHeight", parents)
                .build();
        return client.get("app.bsky.feed.getPostThread", params).object("thread");
    }
}
