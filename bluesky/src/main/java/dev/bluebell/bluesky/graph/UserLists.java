package dev.bluebell.bluesky.graph;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.cursor.Listing;
import dev.bluebell.bluesky.repo.Records;
import dev.bluebell.bluesky.xrpc.Params;

/** The lists of accounts that one account keeps. Thread-safe. */
public final class UserLists {

    /** What a list is for. */
    public enum Purpose {
        /** To read, or to choose from. */
        CURATION("app.bsky.graph.defs#curatelist"),
        /** To mute or block all at once. */
        MODERATION("app.bsky.graph.defs#modlist");

        private final String token;

        Purpose(String token) {
            this.token = token;
        }
    }

    private static final Nsid LIST = new Nsid("app.bsky.graph.list");
    private static final Nsid ITEM = new Nsid("app.bsky.graph.listitem");
    private static final int PAGE = 100;

    private final Records records;

    /** Lists among the records of an account. */
    public UserLists(Records records) {
        this.records = records;
    }

    /**
     * Makes an empty list.
     *
     * @param name 1 to 64 characters
     * @param description empty if there is nothing to say
     */
    public AtUri create(String name, Purpose purpose, String description) {
        var list = records.begin(LIST).put("name", name).put("purpose", purpose.token);
        if (!description.isEmpty()) {
            list.put("description", description);
        }
        return records.create(LIST, list).uri();
    }

    /**
     * Adds an account.
     *
     * @return its place in the list, by which it can be removed
     */
    public AtUri add(AtUri list, Did account) {
        return records.create(
                        ITEM, records.begin(ITEM).put("list", list.toString()).put("subject", account.value()))
                .uri();
    }

    /**
     * Removes an account, by its place in the list.
     *
     * @throws IllegalArgumentException if it is no place in a list
     */
    public void remove(AtUri item) {
        delete(item, ITEM);
    }

    /**
     * Deletes a list. The places in it stay, and mean nothing any more.
     *
     * @throws IllegalArgumentException if it is no list
     */
    public void delete(AtUri list) {
        delete(list, LIST);
    }

    private void delete(AtUri uri, Nsid kind) {
        if (!uri.collection().equals(kind)) {
            throw new IllegalArgumentException("%s is no %s".formatted(uri, kind));
        }
        records.delete(uri);
    }

    /** The lists of an account, to be read page by page. */
    public static Listing of(Actor actor) {
        return Listing.of(
                "app.bsky.graph.getLists",
                Params.builder().add("actor", actor).add("limit", PAGE).build(),
                "lists");
    }

    /** Who is on a list, to be read page by page. */
    public static Listing members(AtUri list) {
        return Listing.of(
                "app.bsky.graph.getList",
                Params.builder().add("list", list).add("limit", PAGE).build(),
                "items");
    }
}
