package dev.bluebell.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Writes all requests that wait in one transaction: to make a commit durable takes longer than the rest together. Each
 * request is a savepoint, so that its failure is its own. Nobody is answered before the commit is done, and if that fails,
 * everybody's work has failed.
 */
final class GroupingWriter extends Worker {

    GroupingWriter(RequestQueue queue, int grouped, Session session, Failures failures) {
        super("bluebell-database-writer", queue, grouped, session, failures);
    }

    @Override
    void answer(List<Request<?>> requests) {
        try {
            session.begin(requests.stream().anyMatch(Request::isSynced));
            if (requests.size() == 1) {
                runAlone(requests.getFirst());
            } else {
                runInSavepoints(requests);
            }
            requests.forEach(Request::answer);
        } catch (SQLException | RuntimeException | Error e) {
            session.rollback();
            requests.forEach(request -> request.fail(failures.of(e)));
        }
    }

    private void runAlone(Request<?> request) throws SQLException {
        if (request.run(session.handle(), failures).isEmpty()) {
            session.command("COMMIT");
        } else {
            session.rollback();
        }
    }

    private void runInSavepoints(List<Request<?>> requests) throws SQLException {
        for (Request<?> request : requests) {
            session.command("SAVEPOINT request");
            Optional<Throwable> failure = request.run(session.handle(), failures);
            if (failure.isPresent()) {
                undo(failure.get());
            }
            session.command("RELEASE request");
        }
        session.command("COMMIT");
    }

    private void undo(Throwable failure) throws SQLException {
        try {
            session.command("ROLLBACK TO request");
        } catch (SQLException e) {
            // Some failures, a full disk in SQLite among them, drop the transaction, savepoints and all.
            SQLException lost = new SQLException("another write of the same commit failed", failure);
            lost.addSuppressed(e);
            throw lost;
        }
    }
}
