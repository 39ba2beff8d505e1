package dev.bluebell.bluesky.cursor;

import java.util.Optional;

/** Keeps how far lists have been read, for this process and others. Implementations are thread-safe. */
public interface CursorStore {

    /** How far that list has been read. */
    Optional<Position> find(CursorScope scope);

    /** That list has been read so far, instead of what was said before. When this returns, it is stored. */
    void save(CursorScope scope, Position position);

    /** That list is read from its beginning next time. Does nothing if it would be anyway. */
    void forget(CursorScope scope);
}
