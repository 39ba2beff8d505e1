package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.StrongRef;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A post that is there.
 *
 * @param ref where and what it is; the address names the account by its DID
 * @param key what the caller calls it, if it has a name
 * @param callId the row of the call log that tells how it was made, if there is one
 * @param replyTo what it is a reply to
 */
public record MadePost(StrongRef ref, Optional<String> key, OptionalLong callId, Optional<AtUri> replyTo) {}
