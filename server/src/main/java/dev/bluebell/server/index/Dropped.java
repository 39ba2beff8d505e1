package dev.bluebell.server.index;

public enum Dropped {
    NOT_FOUND,
    NOT_OWNER,
    CLAIM_DROPPED,
    LAST_CLAIM_DROPPED
}
