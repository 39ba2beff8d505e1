package dev.bluebell.database;

import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;

/** Makes what a driver reports into exceptions that callers can tell apart. */
interface Failures {

    /** What the caller of a transaction shall see: failures of the database as its exceptions, all others as they are. */
    Throwable translate(Throwable failure);

    /** The exception for a failure of the database. */
    DatabaseException of(Throwable failure);

    /** What Jdbi says of a failed statement: it would put the values as well, and some of them are secrets. */
    static String message(StatementException failure) {
        StatementContext context = failure.getStatementContext();
        String sql = context == null ? "" : context.getRawSql();
        return failure.getShortMessage() + " [" + sql + "]";
    }
}
