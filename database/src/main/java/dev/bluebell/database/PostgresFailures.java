package dev.bluebell.database;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The failures of PostgreSQL. */
final class PostgresFailures implements Failures {

    private final String database;

    PostgresFailures(String database) {
        this.database = database;
    }

    @Override
    public Throwable translate(Throwable failure) {
        return failure instanceof JdbiException && sqlCause(failure) != null ? of(failure) : failure;
    }

    @Override
    public DatabaseException of(Throwable failure) {
        SQLException cause = sqlCause(failure);
        String state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case "53100" -> new DatabaseException.DiskFull(database, failure);
            case "55P03", "40P01" -> new DatabaseException.Busy(database, failure);
            case "XX001", "XX002" -> new DatabaseException.Corrupt(database, failure);
            default ->
                state.startsWith("08") || state.startsWith("57P")
                        ? new DatabaseException.Unreachable(database, failure)
                        : new DatabaseException.Failed(database, message(cause, failure), failure);
        };
    }

    /** One line, without the values that the server likes to add. */
    private static String message(@Nullable SQLException cause, Throwable failure) {
        ServerErrorMessage said = cause instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        if (said == null) {
            return String.valueOf(failure.getMessage()).lines().findFirst().orElse("it failed");
        }
        StatementContext statement = failure instanceof StatementException of ? of.getStatementContext() : null;
        return said.getMessage() + (statement == null ? "" : " [" + statement.getRawSql() + "]");
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
