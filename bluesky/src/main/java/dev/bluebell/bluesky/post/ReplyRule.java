package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.AtUri;

/** Somebody who may reply. */
public sealed interface ReplyRule {

    /** Whom the post mentions. */
    record Mentioned() implements ReplyRule {}

    /** Who follows the author. */
    record Followers() implements ReplyRule {}

    /** Whom the author follows. */
    record Following() implements ReplyRule {}

    /**
     * Who is on a list.
     *
     * @param list of accounts
     */
    record Listed(AtUri list) implements ReplyRule {}
}
