package dev.bluebell.server.index;

/** What became of an owner's wish to give up a blob. */
public enum Dropped {
    /** The server has no such blob. */
    NOT_FOUND,
    /** The blob is there, but not this owner's. */
    NOT_OWNER,
    /** The owner's claim is gone; others still own the blob. */
    CLAIM_DROPPED,
    /** It was the last claim: the blob's row is gone too, and its bytes are for the caller to remove. */
    LAST_CLAIM_DROPPED
}
