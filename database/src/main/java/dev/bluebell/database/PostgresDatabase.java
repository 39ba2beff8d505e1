package dev.bluebell.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database, which any number of processes may share: of this one, one connection writes, a few read.
 *
 * <p>Writes that wait for each other share a commit, as in {@link SqliteDatabase}. They see what others have committed
 * meanwhile ({@code READ COMMITTED}); what must not be done twice at once needs a lock or a condition in its statement. A
 * connection that is lost is made anew for the next request.
 */
public final class PostgresDatabase {

    private static final String DIALECT = "postgresql";

    /** A number that nobody else locks: "bluebell" in letters of 8 bits. */
    private static final long MIGRATING = 0x626c756562656c6cL;

    private PostgresDatabase() {}

    /**
     * Connections to a JDBC address.
     *
     * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…}
     */
    public static DataSource source(String url) {
        return addressed(url);
    }

    /** Connections to a JDBC address without its user and password. */
    public static DataSource source(String url, String user, String password) {
        return withUser(addressed(url), user, password);
    }

    /** Connections to a database by its parts. */
    public static DataSource source(String host, int port, String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setTcpKeepAlive(true);
        return withUser(source, user, password);
    }

    private static PGSimpleDataSource addressed(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setTcpKeepAlive(true);
        return source;
    }

    private static DataSource withUser(PGSimpleDataSource source, String user, String password) {
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /**
     * Takes its connections from somewhere and brings the tables up to date.
     *
     * @param source where connections come from; it is not closed with this, the connections are
     * @param schemas the tables that callers need; their migrations run in this order
     * @throws DatabaseException if the database cannot be reached or a migration fails; {@link
     *     DatabaseException.NewerSchema} if a later version of the program has written it
     */
    public static Database open(DataSource source, DatabaseLimits limits, Schema... schemas) {
        String name = name(source);
        PostgresFailures failures = new PostgresFailures(name);
        Workers workers = new Workers(name, limits, failures);
        try {
            PostgresSession writer = PostgresSession.forWriting(source, limits.lockTimeout());
            workers.addWriter(writer);
            migrate(writer, source, name, schemas);
            for (int i = 1; i <= limits.readers(); i++) {
                workers.addReader(PostgresSession.forReading(source, limits.lockTimeout()));
            }
            workers.start();
            return workers;
        } catch (SQLException | FlywayException e) {
            workers.close();
            throw failures.of(e);
        } catch (RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    /** Of several processes that make the tables at once, the others wait. */
    private static void migrate(PostgresSession session, DataSource source, String name, Schema... schemas)
            throws SQLException {
        session.command("SELECT pg_advisory_lock(" + MIGRATING + ")");
        try {
            for (Schema schema : schemas) {
                Migrations.run(schema, DIALECT, source, name);
            }
        } finally {
            session.command("SELECT pg_advisory_unlock(" + MIGRATING + ")");
        }
    }

    /** How messages name it: by its address without user and password. */
    private static String name(DataSource source) {
        if (source instanceof PGSimpleDataSource ours) {
            return name(ours.getUrl());
        }
        try (Connection connection = source.getConnection()) {
            return name(connection.getMetaData().getURL());
        } catch (SQLException e) {
            throw new PostgresFailures("PostgreSQL").of(e);
        }
    }

    private static String name(String url) {
        return "PostgreSQL " + url.replaceAll("^jdbc:postgresql:/*|\\?.*", "");
    }
}
