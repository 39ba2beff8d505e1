package dev.bluebell.database;

import java.util.ArrayList;
import java.util.List;

/** A database as one writer and some readers, each a thread with a session of its own, and the queues before them. */
final class Workers implements Database {

    private final String database;
    private final DatabaseLimits limits;
    private final Failures failures;
    private final RequestQueue writes;
    private final RequestQueue reads;
    private final List<Worker> workers = new ArrayList<>();

    Workers(String database, DatabaseLimits limits, Failures failures) {
        this.database = database;
        this.limits = limits;
        this.failures = failures;
        this.writes = new RequestQueue(limits.waiting());
        this.reads = new RequestQueue(limits.waiting());
    }

    void addWriter(Session session) {
        workers.add(new GroupingWriter(writes, limits.grouped(), session, failures));
    }

    void addReader(Session session) {
        workers.add(new Reader(workers.size(), reads, session, failures));
    }

    void start() {
        workers.forEach(Worker::start);
    }

    @Override
    public <T> T write(Transaction<T> work) {
        return ask(writes, new Request<>(work));
    }

    @Override
    public <T> T writeUnsynced(Transaction<T> work) {
        return ask(writes, Request.unsynced(work));
    }

    @Override
    public <T> T read(Transaction<T> work) {
        return ask(reads, new Request<>(work));
    }

    private <T> T ask(RequestQueue queue, Request<T> request) {
        if (workers.stream().anyMatch(Worker::isCurrentThread)) {
            throw new IllegalStateException("a transaction must not wait for another one of " + database);
        }
        try {
            if (!queue.put(request)) {
                throw new DatabaseException.Closed(database);
            }
            return request.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException.Interrupted(database, e);
        }
    }

    @Override
    public void close() {
        writes.close();
        reads.close();
        workers.reversed().forEach(Worker::close); // the connection to SQLite that is closed last tidies up the log
    }
}
