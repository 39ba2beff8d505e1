package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.StrongRef;

/** A record that a post answers or quotes. */
public sealed interface Target {

    /**
     * By where it is; what it is there is looked up.
     *
     * @param uri of an account anywhere
     */
    record At(AtUri uri) implements Target {}

    /**
     * By where and what it is.
     *
     * @param ref both
     */
    record Exactly(StrongRef ref) implements Target {}

    /**
     * By the key under which this account has posted it.
     *
     * @param key that of a post; that of a thread means its first post
     */
    record Key(String key) implements Target {}
}
