package dev.bluebell.bluesky.session;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sessions in memory: of each account the newest. Thread-safe. */
public final class MemorySessionStore implements SessionStore {

    private record Lease(String owner, Instant until) {}

    private final Map<String, StoredSession> sessions = new HashMap<>();
    private final Map<String, Lease> leases = new HashMap<>();

    /** No sessions yet. */
    public MemorySessionStore() {}

    @Override
    public synchronized Optional<StoredSession> newest(String username) {
        return Optional.ofNullable(sessions.get(username));
    }

    @Override
    public synchronized void save(StoredSession session) {
        sessions.put(session.username(), session);
    }

    @Override
    public synchronized void end(StoredSession session, String why) {
        sessions.computeIfPresent(
                session.username(),
                (name, stored) -> stored.refreshToken().equals(session.refreshToken()) ? null : stored);
    }

    @Override
    public synchronized boolean tryLease(String username, String owner, Instant now, Instant until) {
        Lease taken = leases.compute(
                username,
                (name, lease) -> lease == null
                                || lease.owner().equals(owner)
                                || !lease.until().isAfter(now)
                        ? new Lease(owner, until)
                        : lease);
        return taken.owner().equals(owner);
    }

    @Override
    public synchronized void release(String username, String owner) {
        leases.computeIfPresent(username, (name, lease) -> lease.owner().equals(owner) ? null : lease);
    }
}
