package dev.bluebell.bluesky.session;

import java.time.Instant;
import java.util.Optional;

/** Keeps the sessions of accounts, for this process and others. Implementations are thread-safe. */
public interface SessionStore {

    /** The newest session of an account that still holds. */
    Optional<StoredSession> newest(String username);

    /** Adds a session. When this returns, other processes see it. */
    void save(StoredSession session);

    /**
     * Marks a session, known by its refresh token, and those of the account before it as ones that no longer hold. Two access
     * tokens that a server made in one second may be the same.
     */
    void end(StoredSession session, String why);

    /**
     * Takes the right to change the sessions of an account, if nobody has it. Not a lock of a database: it stays taken until it
     * is given back or its time is over, even if its owner has died.
     *
     * @param owner who takes it; whoever has it may take it again, for a longer time
     * @param now the time
     * @param until when it ends if it is not given back
     * @return whether it was taken
     */
    boolean tryLease(String username, String owner, Instant now, Instant until);

    /** Gives it back; does nothing if somebody else has it. */
    void release(String username, String owner);
}
