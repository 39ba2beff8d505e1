package dev.bluebell.nostr.relay;

/** There is no connection to the relay: none came about, it ended, or what came through it could not go on. */
final class ConnectionLost extends Exception {

    private final String reason;

    /** Says what happened, on one line. */
    ConnectionLost(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
