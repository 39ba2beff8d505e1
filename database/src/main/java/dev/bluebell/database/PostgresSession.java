package dev.bluebell.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.postgresql.util.PSQLState;

/** One connection to PostgreSQL, made anew when it was lost. For one thread at a time. */
final class PostgresSession implements Session {

    private final DataSource source;
    private final Duration lockTimeout;
    private final String begin;
    private Connection connection;
    private Handle handle;

    private PostgresSession(DataSource source, Duration lockTimeout, String begin) throws SQLException {
        this.source = source;
        this.lockTimeout = lockTimeout;
        this.begin = begin;
        this.connection = connect(source, lockTimeout);
        this.handle = handle(connection);
    }

    static PostgresSession forWriting(DataSource source, Duration lockTimeout) throws SQLException {
        return new PostgresSession(source, lockTimeout, "BEGIN ISOLATION LEVEL READ COMMITTED");
    }

    /** A session whose statements see one state, and cannot write. */
    static PostgresSession forReading(DataSource source, Duration lockTimeout) throws SQLException {
        return new PostgresSession(source, lockTimeout, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    private static Connection connect(DataSource source, Duration lockTimeout) throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true); // the driver shall leave transactions alone
            statement.execute("SET lock_timeout = " + Math.max(1, lockTimeout.toMillis()));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Handle handle(Connection connection) {
        return Jdbi.create(connection)
                .configure(StatementExceptions.class, exceptions -> exceptions.setMessageRendering(Failures::message))
                .open();
    }

    @Override
    public void begin(boolean synced) throws SQLException {
        String start = synced ? begin : begin + "; SET LOCAL synchronous_commit = off";
        try {
            command(start);
        } catch (SQLException e) {
            if (!isLost(e)) {
                throw e;
            }
            close();
            connection = connect(source, lockTimeout);
            handle = handle(connection);
            command(start);
        }
    }

    private boolean isLost(SQLException e) throws SQLException {
        String state = e.getSQLState();
        return connection.isClosed()
                || PSQLState.isConnectionError(state)
                || (state != null && state.startsWith("57P"));
    }

    @Override
    public Handle handle() {
        return handle;
    }

    @Override
    public void command(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void rollback() {
        try {
            command("ROLLBACK");
        } catch (SQLException e) {
            // The connection is lost, and the transaction with it; the next one will notice.
        }
    }

    @Override
    public void close() {
        try {
            command("RESET lock_timeout"); // a pool would give it to others
        } catch (SQLException e) {
            // It is lost, and the setting with it.
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // What has been answered is committed, so there is nothing that a caller could do about it.
        }
    }
}
