package dev.bluebell.bluesky.log;

import dev.bluebell.bluesky.Did;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what was called and what came of it. A call that costs points has a row before it is sent, so that every process
 * sees them spent; other calls get theirs afterwards. Implementations are thread-safe.
 */
public interface CallLog extends AutoCloseable {

    /**
     * Stores a call before it is sent, if its points do not take its account beyond a limit; both in one step, so that two
     * calls cannot take the same points. The row counts from {@link CallBegun#time}, whatever becomes of the call.
     *
     * @param limits none if the call may be made in any case
     */
    Reservation reserve(CallBegun call, List<PointLimit> limits);

    /** Adds to a reserved call what came of it. */
    void end(long id, CallEnded end);

    /**
     * Stores a call that is over. When this returns, it is stored.
     *
     * @return its row
     */
    long write(CallBegun call, CallEnded end);

    /** Stores a call that is over soon, perhaps with others and off this thread; at {@link #close} at the latest. */
    void writeSoon(CallBegun call, CallEnded end);

    /** The points that an account has spent since a time, calls under way included. */
    long pointsSince(Did account, Instant time);

    /** Calls that were stored, the newest first, those of {@link #writeSoon} included. */
    List<CallRow> recent(CallQuery query);

    /**
     * Removes calls that began before a time, but for what is needed: the newest of each account, host, endpoint and cursor key
     * that received a cursor, those of posts, and those whose points may count still, as they are no older than the newest
     * call by more than {@link PointLimit#LONGEST}.
     *
     * @return how many were removed
     */
    long prune(Instant olderThan);

    /** Stores what is not stored yet. */
    @Override
    void close();
}
