package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import java.util.List;

/** The TXT records of the domain name system. Implementations are thread-safe. */
@FunctionalInterface
public interface TxtRecords {

    /**
     * The records of a name; none if there are none, or there is no such name.
     *
     * @throws BlueskyException.Unreachable if no name server answers
     */
    List<String> of(String name);
}
