package dev.bluebell.server.index;

import java.util.List;

/** The answers for a page of a list. */
public sealed interface ListAnswer {

    /**
     * The blobs, the latest first, within a second by rising hash. No more than the limit, and fewer only at the end.
     *
     * @param blobs with the times of the owner's claims
     */
    record Page(List<StoredBlob> blobs) implements ListAnswer {

        /** Copies the list. */
        public Page {
            blobs = List.copyOf(blobs);
        }
    }

    /** The cursor is no blob of this owner, or no longer. */
    record UnknownCursor() implements ListAnswer {}
}
