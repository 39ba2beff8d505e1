package dev.bluebell.bluesky.log;

import dev.bluebell.bluesky.Did;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A log in memory, of the newest calls only. Points are forgotten with the calls. Thread-safe. */
public final class MemoryCallLog implements CallLog {

    private final int capacity;
    private final NavigableMap<Long, CallRow> rows = new TreeMap<>();
    private long last;

    /** Keeps 100,000 calls: more than the writes of a day. */
    public MemoryCallLog() {
        this(100_000);
    }

    /**
     * Keeps that many calls.
     *
     * @param capacity at least 1
     */
    public MemoryCallLog(int capacity) {
        this.capacity = capacity;
    }

    /** All calls, the oldest first. */
    public synchronized List<CallRow> rows() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized Reservation reserve(CallBegun call, List<PointLimit> limits) {
        List<PointUse> use = new ArrayList<>();
        for (PointLimit limit : limits) {
            List<CallBegun> spent = spentSince(call.account(), call.time().minus(limit.window()));
            long used = spent.stream().mapToLong(CallBegun::points).sum();
            if (used + call.points() > limit.points()) {
                return new Reservation.Denied(new PointUse(limit, used), freeAt(spent, used, call, limit));
            }
            use.add(new PointUse(limit, used + call.points()));
        }
        return new Reservation.Granted(add(call, Optional.empty()), use);
    }

    /** When so many of the oldest calls have left the window that there is room. */
    private static Instant freeAt(List<CallBegun> spent, long used, CallBegun call, PointLimit limit) {
        long tooMany = used + call.points() - limit.points();
        for (CallBegun one : spent) {
            tooMany -= one.points();
            if (tooMany <= 0) {
                return one.time().plus(limit.window());
            }
        }
        return call.time().plus(limit.window());
    }

    private List<CallBegun> spentSince(Optional<Did> account, Instant time) {
        return rows.values().stream()
                .map(CallRow::begun)
                .filter(call -> call.points() > 0
                        && call.account().equals(account)
                        && call.time().isAfter(time))
                .sorted(Comparator.comparing(CallBegun::time))
                .toList();
    }

    @Override
    public synchronized void end(long id, CallEnded end) {
        rows.computeIfPresent(id, (key, row) -> new CallRow(id, row.begun(), Optional.of(end)));
    }

    @Override
    public synchronized long write(CallBegun call, CallEnded end) {
        return add(call, Optional.of(end));
    }

    @Override
    public void writeSoon(CallBegun call, CallEnded end) {
        write(call, end);
    }

    @Override
    public synchronized long pointsSince(Did account, Instant time) {
        return spentSince(Optional.of(account), time).stream()
                .mapToLong(CallBegun::points)
                .sum();
    }

    @Override
    public synchronized List<CallRow> recent(CallQuery query) {
        return rows.descendingMap().values().stream()
                .filter(row -> !row.begun().time().isBefore(query.since()) && (!query.failedOnly() || row.isFailed()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized long prune(Instant olderThan) {
        Map<List<?>, Long> newest = new HashMap<>();
        rows.values().stream()
                .filter(row -> row.ended().flatMap(CallEnded::cursorReceived).isPresent())
                .forEach(row -> newest.put(cursorScope(row.begun()), row.id()));
        Set<Long> kept = Set.copyOf(newest.values());
        Instant counted = counted();
        long before = rows.size();
        rows.values()
                .removeIf(row -> row.begun().time().isBefore(olderThan)
                        && !kept.contains(row.id())
                        && (row.begun().points() == 0 || row.begun().time().isBefore(counted)));
        return before - rows.size();
    }

    /** Since when points may still count. */
    private Instant counted() {
        return rows.values().stream()
                .map(row -> row.begun().time())
                .max(Comparator.naturalOrder())
                .map(newest -> newest.minus(PointLimit.LONGEST))
                .orElse(Instant.EPOCH);
    }

    private static List<?> cursorScope(CallBegun call) {
        return List.of(call.account(), call.host(), call.endpoint(), call.cursorKey());
    }

    private long add(CallBegun call, Optional<CallEnded> end) {
        last++;
        rows.put(last, new CallRow(last, call, end));
        while (rows.size() > capacity) {
            Map.Entry<Long, CallRow> unused = rows.pollFirstEntry();
        }
        return last;
    }

    @Override
    public void close() {
        // Nothing is kept back.
    }
}
