package dev.bluebell.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** One connection to the file with its settings, its statements and its transaction. For one thread at a time. */
final class SqliteSession implements Session {

    private static final int CACHE_KIB = 16 << 10;
    private static final int JOURNAL_BYTES = 64 << 20;

    /** 32 MiB: keys that are hashes dirty pages all over the file, so that more of them meet in a longer log. */
    private static final int CHECKPOINT_PAGES = 8192;

    private final Connection connection;
    private final StatementCache statements = new StatementCache();
    private final Handle handle;
    private final String begin;
    private boolean synced = true;

    private SqliteSession(Connection connection, String begin) {
        this.connection = connection;
        this.begin = begin;
        this.handle = Jdbi.create(connection)
                .setStatementBuilderFactory(ignored -> statements)
                .configure(StatementExceptions.class, exceptions -> exceptions.setMessageRendering(Failures::message))
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
        return open(source, "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES, "BEGIN IMMEDIATE");
    }

    /** A session whose statements cannot write. */
    static SqliteSession forReading(DataSource source) throws SQLException {
        return open(source, "PRAGMA query_only = ON", "BEGIN");
    }

    private static SqliteSession open(DataSource source, String setting, String begin) throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
            // The driver shall leave transactions alone. With automatic commits it adds an empty one to each statement,
            // without them it keeps one open at all times: so it is told that one is open, which is ended here.
            connection.setAutoCommit(false);
            statement.execute("COMMIT");
            return new SqliteSession(connection, begin);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void begin(boolean wanted) throws SQLException {
        if (wanted != synced) {
            // Not through the statements that are kept: SQLite carries out this one as it prepares it.
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = " + (wanted ? "FULL" : "NORMAL"));
            }
            synced = wanted;
        }
        command(begin);
    }

    @Override
    public Handle handle() {
        return handle;
    }

    @Override
    public void command(String sql) throws SQLException {
        statements.execute(connection, sql);
    }

    @Override
    public void rollback() {
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
