package dev.bluebell.database;

import java.sql.SQLException;
import java.util.List;

/** Reads, each request in a transaction of its own, so that it sees one state of the database. */
final class Reader extends Worker {

    Reader(int number, RequestQueue queue, Session session, Failures failures) {
        super("bluebell-database-reader-" + number, queue, 1, session, failures);
    }

    @Override
    void answer(List<Request<?>> requests) {
        requests.forEach(this::answer);
    }

    private void answer(Request<?> request) {
        try {
            session.begin(request.isSynced());
            request.run(session.handle(), failures);
            session.rollback();
            request.answer();
        } catch (SQLException | RuntimeException | Error e) {
            request.fail(failures.of(e));
        }
    }
}
