package dev.bluebell.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** One connection to the file with its settings, its statements and its transaction. For one thread at a time. */
final class SqliteSession implements AutoCloseable {

    private static final int CACHE_KIB = 16 << 10;
    private static final int JOURNAL_BYTES = 64 << 20;

    /** 32 MiB: keys that are hashes dirty pages all over the file, so that more of them meet in a longer log. */
    private static final int CHECKPOINT_PAGES = 8192;

    private final Connection connection;
    private final StatementCache statements = new StatementCache();
    private final Handle handle;

    private SqliteSession(Connection connection) {
        this.connection = connection;
        this.handle = Jdbi.create(connection)
                .setStatementBuilderFactory(ignored -> statements)
                .configure(
                        StatementExceptions.class, exceptions -> exceptions.setMessageRendering(SqliteSession::message))
                .open();
    }

    /** Connections to the file, which is made if there is none, with the settings that every one must have. */
    static DataSource source(Path file, Duration lockTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(lockTimeout.toMillis()));
        config.setJournalMode(JournalMode.WAL);
        config.setJournalSizeLimit(JOURNAL_BYTES);
        config.setSynchronous(SynchronousMode.FULL);
        config.setCacheSize(-CACHE_KIB);
        config.enforceForeignKeys(true);
        config.setGetGeneratedKeys(false); // else the driver asks for the last row after every insert
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    static SqliteSession forWriting(DataSource source) throws SQLException {
        return open(source, "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }

    /** A session whose statements cannot write. */
    static SqliteSession forReading(DataSource source) throws SQLException {
        return open(source, "PRAGMA query_only = ON");
    }

    private static SqliteSession open(DataSource source, String setting) throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
            // The driver shall leave transactions alone. With automatic commits it adds an empty one to each statement,
            // without them it keeps one open at all times: so it is told that one is open, which is ended here.
            connection.setAutoCommit(false);
            statement.execute("COMMIT");
            return new SqliteSession(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Jdbi would put the values as well, and some of them are secrets. */
    private static String message(StatementException failure) {
        StatementContext context = failure.getStatementContext();
        String sql = context == null ? "" : context.getRawSql();
        return failure.getShortMessage() + " [" + sql + "]";
    }

    Handle handle() {
        return handle;
    }

    /** Runs one of the commands that steer a transaction. */
    void command(String sql) throws SQLException {
        statements.execute(connection, sql);
    }

    /** Ends the transaction without a trace, whether or not there still is one. */
    void rollback() {
        try {
            command("ROLLBACK");
        } catch (SQLException e) {
            // The failure that brought us here has ended it already. If not, the next BEGIN will say so.
        }
    }

    @Override
    public void close() {
        try {
            connection.close(); // with all its statements
        } catch (SQLException e) {
            // What has been answered is committed, so there is nothing that a caller could do about it.
        }
    }
}
