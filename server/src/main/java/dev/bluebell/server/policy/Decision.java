package dev.bluebell.server.policy;

/** What a rule says of an upload. */
public sealed interface Decision {

    /** This rule has nothing against it. */
    record Pass() implements Decision {}

    /**
     * The upload is refused.
     *
     * @param status the HTTP status of the answer, 400 or more
     * @param reason what is wrong and what would be right, one line
     */
    record Refuse(int status, String reason) implements Decision {}
}
