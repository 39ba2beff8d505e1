package dev.bluebell.bluesky.profile;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A memory for profiles that ends with the process; when it is full, what was stored first is forgotten. Thread-safe. */
public final class MemoryProfileCache implements ProfileCache {

    private static final int MOST_ROWS = 10_000;

    /** One account: by which names it is known, and what is remembered of it. */
    private record Row(Optional<Did> did, Optional<Handle> handle, CachedProfile cached) {

        Row withoutHandle() {
            return new Row(
                    did,
                    Optional.empty(),
                    switch (cached) {
                        case CachedProfile.Known(Profile profile, Instant stored) ->
                            new CachedProfile.Known(profile.withoutHandle(), stored);
                        case CachedProfile.Failed failed -> failed;
                    });
        }
    }

    private final Map<Actor, Row> byName = new LinkedHashMap<>();

    /** Nothing is known yet. */
    public MemoryProfileCache() {}

    @Override
    public synchronized Optional<CachedProfile> find(Actor actor) {
        return Optional.ofNullable(byName.get(actor)).map(Row::cached);
    }

    @Override
    public synchronized void save(Profile profile, Instant stored) {
        drop(profile.did());
        profile.handle()
                .flatMap(handle -> Optional.ofNullable(byName.get(handle)))
                .ifPresent(other -> {
                    drop(other);
                    other.did().ifPresent(did -> put(other.withoutHandle()));
                });
        put(new Row(Optional.of(profile.did()), profile.handle(), new CachedProfile.Known(profile, stored)));
    }

    @Override
    public synchronized void saveFailure(Actor actor, String error, Instant stored) {
        CachedProfile.Failed failed = new CachedProfile.Failed(error, stored);
        Row row = Optional.ofNullable(byName.get(actor))
                .map(known -> new Row(known.did(), known.handle(), failed))
                .orElseGet(() -> switch (actor) {
                    case Did did -> new Row(Optional.of(did), Optional.empty(), failed);
                    case Handle handle -> new Row(Optional.empty(), Optional.of(handle), failed);
                });
        drop(row);
        put(row);
    }

    private void put(Row row) {
        row.did().ifPresent(did -> byName.put(did, row));
        row.handle().ifPresent(handle -> byName.put(handle, row));
        while (byName.size() > MOST_ROWS) {
            drop(byName.values().iterator().next());
        }
    }

    private void drop(Actor actor) {
        Optional.ofNullable(byName.get(actor)).ifPresent(this::drop);
    }

    private void drop(Row row) {
        row.did().ifPresent(byName::remove);
        row.handle().ifPresent(byName::remove);
    }
}
