package dev.bluebell.bluesky.video;

import dev.bluebell.bluesky.repo.Blob;

/** What became of a video that was given to the service. */
public sealed interface VideoOutcome {

    /**
     * It can be shown; the account's server has it.
     *
     * @param blob the video as the service made it, which is not the file that was sent
     */
    record Ready(Blob blob) implements VideoOutcome {}

    /**
     * The account may not send it. Nothing was sent.
     *
     * @param why in words of the service
     */
    record NotAllowed(String why) implements VideoOutcome {}

    /**
     * The service cannot make anything of it, or cannot bring it to the account's server.
     *
     * @param code what kind of failure, in a word of the service: {@code validation}, {@code encoding} or another
     * @param why in words of the service
     */
    record Failed(String code, String why) implements VideoOutcome {}

    /**
     * The service is still at it; {@link Videos#await} waits on.
     *
     * @param jobId by which the service knows it
     * @param percent how far it is, 0 to 100
     */
    record Unfinished(String jobId, int percent) implements VideoOutcome {}
}
