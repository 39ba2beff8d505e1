package dev.bluebell.bluesky.cursor;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The lists that people read. Items are as the endpoints give them. */
public final class Listings {

    /** The largest page that the endpoints give. */
    private static final int PAGE = 100;

    /** Older than any event of a chat. */
    private static final String ZERO_CURSOR = "2222222222222";

    private Listings() {}

    /**
     * The records of one collection of a repository, in the order of their keys. Those with keys that are times come oldest
     * first; a record that is made later with a key before that of the last one that was read is not new to this.
     *
     * @param pds where the repository is
     */
    public static Listing records(Did repo, Nsid collection, URI pds) {
        Params params = Params.builder()
                .add("repo", repo)
                .add("collection", collection)
                .add("limit", PAGE)
                .add("reverse", true)
                .build();
        return Listing.of("com.atproto.repo.listRecords", params, "records")
                .in(new Listing.Order.ByKey())
                .with(CallOptions.none().withHost(pds));
    }

    /** Whom an account follows. */
    public static Listing follows(Actor actor) {
        return Listing.of("app.bsky.graph.getFollows", of(actor), "follows");
    }

    /** Who follows an account. */
    public static Listing followers(Actor actor) {
        return Listing.of("app.bsky.graph.getFollowers", of(actor), "followers");
    }

    /** Whom the account that asks blocks. Somebody who is blocked again is new again. */
    public static Listing blocks() {
        return Listing.of("app.bsky.graph.getBlocks", Params.of("limit", PAGE), "blocks")
                .knownBy(item -> item.path("viewer")
                        .path("blocking")
                        .asString(item.path("did").asString("")));
    }

    /** What an account posted and reposted. */
    public static Listing authorFeed(Actor actor) {
        return Listing.of("app.bsky.feed.getAuthorFeed", of(actor), "feed").knownBy(Listings::entry);
    }

    /** What those whom the account that asks follows posted and reposted. */
    public static Listing timeline() {
        return Listing.of("app.bsky.feed.getTimeline", Params.of("limit", PAGE), "feed")
                .knownBy(Listings::entry);
    }

    /** What happened to the account that asks. */
    public static Listing notifications() {
        return Listing.of("app.bsky.notification.listNotifications", Params.of("limit", PAGE), "notifications");
    }

    /** What happened in the chats of the account that asks, from the beginning. */
    public static Listing convoLog() {
        return Listing.of("chat.bsky.convo.getLog", Params.none(), "logs")
                .in(new Listing.Order.OldestFirst(Optional.of(ZERO_CURSOR)))
                .knownBy(item -> item.path("rev").asString(item.toString())
                        + item.path("$type").asString(""));
    }

    private static Params of(Actor actor) {
        return Params.builder().add("actor", actor).add("limit", PAGE).build();
    }

    /** A post may be in a feed several times, once for each who reposted it. */
    private static String entry(JsonNode item) {
        JsonNode reason = item.path("reason");
        String post = item.path("post").path("uri").asString(item.toString());
        return post
                + ' '
                + reason.path("by").path("did").asString("")
                + ' '
                + reason.path("indexedAt").asString("");
    }
}
