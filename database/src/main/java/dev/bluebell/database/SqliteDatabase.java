package dev.bluebell.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * A SQLite file of this machine, for one process: one thread writes, a few read.
 *
 * <p>Writes that wait for each other share a commit, so that many callers get the durability of {@code synchronous=FULL} at
 * the price of one: {@link Database#write} returns after the commit that carries its work. In such a group the failure of one
 * request undoes that request alone; a commit that fails undoes and fails all of its group. Requests run in the order they
 * come. Where a queue is full, callers are held until there is room.
 */
public final class SqliteDatabase {

    private static final String DIALECT = "sqlite";
    private static final long AGAIN_NANOS = 20_000_000;

    private SqliteDatabase() {}

    /**
     * Opens a file with the default limits.
     *
     * @see #open(Path, DatabaseLimits, Schema...)
     */
    public static Database open(Path file, Schema... schemas) {
        return open(file, DatabaseLimits.defaults(), schemas);
    }

    /**
     * Opens a file, which is made with its folders if there is none, and brings its tables up to date.
     *
     * @param schemas the tables that callers need; their migrations run in this order
     * @throws DatabaseException if the file cannot be opened or a migration fails; {@link DatabaseException.NewerSchema} if
     *     a later version of the program has written it
     */
    public static Database open(Path file, DatabaseLimits limits, Schema... schemas) {
        long begun = System.nanoTime();
        while (true) {
            try {
                return openNow(file.toAbsolutePath(), limits, schemas);
            } catch (DatabaseException.Busy e) {
                // Of several processes that make the file at once, SQLite sends some away without a wait.
                if (System.nanoTime() - begun > limits.lockTimeout().toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    private static Database openNow(Path file, DatabaseLimits limits, Schema... schemas) {
        SqliteFailures failures = new SqliteFailures(file);
        Workers workers = new Workers(file.toString(), limits, failures);
        try {
            Files.createDirectories(file.getParent());
            start(workers, file, limits, schemas);
            return workers;
        } catch (IOException | SQLException | FlywayException e) {
            workers.close();
            throw failures.of(e);
        } catch (RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    private static void start(Workers workers, Path file, DatabaseLimits limits, Schema... schemas)
            throws SQLException {
        DataSource source = SqliteSession.source(file, limits.lockTimeout());
        // The writer's connection comes first: it makes the file, and the log is kept as long as one connection is
        // open.
        workers.addWriter(SqliteSession.forWriting(source));
        for (Schema schema : schemas) {
            Migrations.run(schema, DIALECT, source, file.toString());
        }
        for (int i = 1; i <= limits.readers(); i++) {
            workers.addReader(SqliteSession.forReading(source));
        }
        workers.start();
    }
}
