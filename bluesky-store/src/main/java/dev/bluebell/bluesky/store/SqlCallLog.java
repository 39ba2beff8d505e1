package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.CallEnded;
import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.CallQuery;
import dev.bluebell.bluesky.log.CallRow;
import dev.bluebell.bluesky.log.PointLimit;
import dev.bluebell.bluesky.log.PointUse;
import dev.bluebell.bluesky.log.Reservation;
import dev.bluebell.database.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The log of calls in {@code bsky_api_call_log}, which other processes may write too. It outlives the process, however that
 * ends; a loss of power may take the last second of it, as nothing waits for the disk. Calls that went well are written by
 * a thread of its own, which ends at {@link #close} and is there again if another call comes.
 */
final class SqlCallLog implements CallLog {

    private final Database database;
    private final Dialect dialect;
    private final LateWriter late;

    SqlCallLog(Database database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
        this.late = new LateWriter(works -> {
            int unused = database.writeUnsynced(handle -> {
                CallRows rows = rows(handle);
                works.forEach(work -> work.accept(rows));
                return works.size();
            });
        });
    }

    private CallRows rows(Handle handle) {
        return new CallRows(handle, dialect);
    }

    @Override
    public Reservation reserve(CallBegun call, List<PointLimit> limits) {
        return database.writeUnsynced(handle -> {
            if (!limits.isEmpty()) {
                excludeOthers(handle, call.account());
            }
            return reserve(rows(handle), call, limits);
        });
    }

    /** SQLite has one writer at a time anyway. */
    private void excludeOthers(Handle handle, Optional<Did> account) {
        if (dialect == Dialect.POSTGRESQL) {
            List<Integer> unused = handle.createQuery(
                            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:account, 0))) AS locked")
                    .bind(
                            "account",
                            "bsky_api_call_log " + account.map(Did::value).orElse(""))
                    .mapTo(Integer.class)
                    .list();
        }
    }

    private static Reservation reserve(CallRows rows, CallBegun call, List<PointLimit> limits) {
        List<Long> spent = rows.points(
                call.account(),
                limits.stream().map(limit -> call.time().minus(limit.window())).toList());
        List<PointUse> use = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            PointLimit limit = limits.get(i);
            long wanted = spent.get(i) + call.points();
            if (wanted > limit.points()) {
                Instant freeAt = rows.freeAt(call, limit, wanted - limit.points());
                return new Reservation.Denied(new PointUse(limit, spent.get(i)), freeAt);
            }
            use.add(new PointUse(limit, wanted));
        }
        return new Reservation.Granted(rows.add(call, Optional.empty()), use);
    }

    @Override
    public void end(long id, CallEnded end) {
        if (end.failure().isEmpty()) {
            late.add(rows -> rows.end(id, end));
            return;
        }
        boolean unused = database.writeUnsynced(handle -> {
            rows(handle).end(id, end);
            return true;
        });
    }

    @Override
    public long write(CallBegun call, CallEnded end) {
        return database.writeUnsynced(handle -> rows(handle).add(call, Optional.of(end)));
    }

    @Override
    public void writeSoon(CallBegun call, CallEnded end) {
        late.add(rows -> {
            long unused = rows.add(call, Optional.of(end));
        });
    }

    @Override
    public long pointsSince(Did account, Instant time) {
        late.flush();
        return database.read(handle ->
                rows(handle).points(Optional.of(account), List.of(time)).getFirst());
    }

    @Override
    public List<CallRow> recent(CallQuery query) {
        late.flush();
        return database.read(handle -> {
            CallRows rows = rows(handle);
            return handle
                    .createQuery("""
                            SELECT * FROM bsky_api_call_log
                            WHERE "timestamp" >= :since %s ORDER BY id DESC LIMIT :limit""".formatted(query.failedOnly() ? "AND exception_class IS NOT NULL" : ""))
                    .bind("since", dialect.value(query.since()))
                    .bind("limit", query.limit())
                    .map((row, context) -> rows.read(row))
                    .list()
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    @Override
    public long prune(Instant olderThan) {
        late.flush();
        return database.writeUnsynced(handle -> (long) handle.createUpdate("""
                        DELETE FROM bsky_api_call_log WHERE "timestamp" < :time
                        AND NOT (write_op_points_consumed > 0 AND "timestamp" >= :counted)
                        AND id NOT IN (SELECT apilog_id FROM bsky_post)
                        AND id NOT IN (
                            SELECT max(id) FROM bsky_api_call_log WHERE cursor_received IS NOT NULL
                            GROUP BY request_did, hostname, endpoint, cursor_key)""")
                .bind("time", dialect.value(olderThan))
                .bind("counted", dialect.value(counted(handle)))
                .execute());
    }

    /** Since when points may still count. */
    private Instant counted(Handle handle) {
        return handle.createQuery("SELECT max(\"timestamp\") AS newest FROM bsky_api_call_log")
                .map((row, context) -> dialect.time(row, "newest"))
                .one()
                .map(newest -> newest.minus(PointLimit.LONGEST))
                .orElse(Instant.EPOCH);
    }

    @Override
    public void close() {
        late.close();
    }
}
