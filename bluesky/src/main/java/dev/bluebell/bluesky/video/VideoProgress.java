package dev.bluebell.bluesky.video;

/** Is told how far a video is. */
@FunctionalInterface
public interface VideoProgress {

    /** Nobody wants to know. */
    VideoProgress NONE = (state, percent) -> {};

    /**
     * The service has said how far it is.
     *
     * @param state in a word of the service, such as {@code JOB_STATE_ENCODING}; there may be new ones
     * @param percent 0 to 100
     */
    void at(String state, int percent);
}
