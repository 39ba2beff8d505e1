package dev.bluebell.server.index;

import java.time.Duration;

/** What became of a report. */
public sealed interface Reported {

    /** It is kept, or something that the same reporter has signed later about the same blobs. */
    record Kept() implements Reported {}

    /**
     * The reporter has sent as many as a day allows.
     *
     * @param untilNext how long until the next one is taken
     */
    record TooMany(Duration untilNext) implements Reported {}

    /** No more are kept until some have been deleted. */
    record Full() implements Reported {}
}
