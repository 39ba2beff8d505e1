package dev.bluebell.bluesky.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/**
 * A real database, empty at first, that a test may open and look into.
 *
 * @param dialect which kind
 * @param source connections to it
 * @param url its address
 */
record Place(Dialect dialect, DataSource source, String url) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** One server for all tests of this process; it ends with it. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Place sqlite(Path folder) {
        Path file = folder.resolve("bluesky-" + NUMBER.incrementAndGet() + ".db");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return new Place(Dialect.SQLITE, source, file.toString());
    }

    static Place postgres() {
        String name = "bluesky_" + NUMBER.incrementAndGet();
        run(Server.RUNNING.getPostgresDatabase(), "CREATE DATABASE " + name);
        return new Place(
                Dialect.POSTGRESQL,
                Server.RUNNING.getDatabase("postgres", name),
                Server.RUNNING.getJdbcUrl("postgres", name));
    }

    static int postgresPort() {
        return Server.RUNNING.getPort();
    }

    BlueskyDatabase open() {
        return BlueskyDatabase.open(url);
    }

    void sql(String... statements) {
        run(source, statements);
    }

    private static void run(DataSource source, String... statements) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows that a query finds, their values with {@code |} between them. */
    List<String> rows(String query) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
