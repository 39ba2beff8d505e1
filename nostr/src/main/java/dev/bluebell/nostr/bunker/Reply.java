package dev.bluebell.nostr.bunker;

import java.net.URI;

/** What comes of a request. */
sealed interface Reply {

    /** It was done. */
    record Result(String text) implements Reply {}

    /** The bunker will not; {@code words} are its own, on one line. */
    record Refusal(String words) implements Reply {}

    /** A person has to visit a page first; another reply comes afterwards. */
    record Approval(URI page) implements Reply {}

    /** The bunker was not reached; {@code reason} says why. */
    record Lost(String reason) implements Reply {}
}
