package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.client.Fetched;
import java.util.List;
import java.util.stream.Collectors;

/** How a search for a blob has ended. */
public sealed interface SearchResult {

    /** Where the blob could not be had, in the order of asking. */
    List<Miss> misses();

    /**
     * The blob, for callers who want nothing else.
     *
     * @throws BlossomException.AllFailed if it was not found; each reason is suppressed
     */
    Fetched orThrow();

    /**
     * The blob came whole and is the right one.
     *
     * @param fetched it, and who gave it
     * @param source why that server was asked
     * @param misses where it could not be had before
     */
    record Found(Fetched fetched, Source source, List<Miss> misses) implements SearchResult {

        /** Copies the list. */
        public Found {
            misses = List.copyOf(misses);
        }

        @Override
        public Fetched orThrow() {
            return fetched;
        }
    }

    /**
     * No server gave the blob.
     *
     * @param hash which blob
     * @param misses every place that was tried
     */
    record NotFound(BlobHash hash, List<Miss> misses) implements SearchResult {

        /** Copies the list. */
        public NotFound {
            misses = List.copyOf(misses);
        }

        @Override
        public Fetched orThrow() {
            String tries =
                    misses.stream().map(miss -> miss.reason().getMessage()).collect(Collectors.joining("; "));
            String words = misses.isEmpty() ? "there is no server to ask" : tries;
            throw new BlossomException.AllFailed(
                    "the blob %s was not found: %s".formatted(hash, words),
                    misses.stream().map(Miss::reason).toList());
        }
    }
}
