package dev.bluebell.bluesky.cursor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Positions in memory. Thread-safe. */
public final class MemoryCursorStore implements CursorStore {

    private final Map<CursorScope, Position> positions = new ConcurrentHashMap<>();

    /** Nothing has been read yet. */
    public MemoryCursorStore() {}

    @Override
    public Optional<Position> find(CursorScope scope) {
        return Optional.ofNullable(positions.get(scope));
    }

    @Override
    public void save(CursorScope scope, Position position) {
        positions.put(scope, position);
    }

    @Override
    public void forget(CursorScope scope) {
        positions.remove(scope);
    }
}
