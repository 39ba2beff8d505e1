package dev.bluebell.bluesky.text;

import dev.bluebell.bluesky.Handle;

/**
 * A stretch of a text that is being read.
 *
 * @param start in characters of Java
 * @param end where it has ended
 * @param meaning what it is
 */
record Mark(int start, int end, Meaning meaning) {

    /** What a stretch is, as far as that is known without asking anybody. */
    sealed interface Meaning {

        /** Something that is posted as it is. */
        record Known(Feature feature) implements Meaning {}

        /** Somebody may be called so. */
        record Called(Handle handle) implements Meaning {}

        /** To be left alone. */
        record Code() implements Meaning {}
    }

    static Mark of(int start, int end, Feature feature) {
        return new Mark(start, end, new Meaning.Known(feature));
    }

    boolean overlaps(int otherStart, int otherEnd) {
        return start < otherEnd && otherStart < end;
    }
}
