package dev.bluebell.bluesky.feed;

import dev.bluebell.bluesky.cursor.Listing;
import dev.bluebell.bluesky.xrpc.Params;

/** Searches, to be read page by page. */
public final class Search {

    private static final int PAGE = 100;

    private Search() {}

    /** Posts that are about something, the latest first. */
    public static Listing posts(String query) {
        return Listing.of(
                "app.bsky.feed.searchPosts",
                Params.builder()
                        .add("q", query)
                        .add("sort", "latest")
                        .add("limit", PAGE)
                        .build(),
                "posts");
    }

    /** Accounts by their names and what they say of themselves, the best first. */
    public static Listing actors(String query) {
        return Listing.of(
                "app.bsky.actor.searchActors",
                Params.builder().add("q", query).add("limit", PAGE).build(),
                "actors");
    }
}
