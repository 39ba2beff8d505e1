package dev.bluebell.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends DatabaseContract {

    private static final Schema NEWER = new Schema("notes", "dev/bluebell/database/newer");
    private static final Schema OTHER = new Schema("other", "dev/bluebell/database/other");
    private static final Schema BROKEN = new Schema("other", "dev/bluebell/database/broken");

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private static EmbeddedPostgres server;

    private int opened;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    Database open(DatabaseLimits limits) {
        opened++;
        admin("DROP DATABASE IF EXISTS " + name() + " WITH (FORCE)");
        admin("CREATE DATABASE " + name());
        return PostgresDatabase.open(source(), limits, Notes.SCHEMA);
    }

    private String name() {
        return "notes_" + opened;
    }

    private DataSource source() {
        return server.getDatabase("postgres", name());
    }

    private static void admin(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void waitsForTheDiskOnlyWhereItHasTo() {
        Transaction<String> ask = handle -> handle.createQuery("SHOW synchronous_commit")
                .mapTo(String.class)
                .one();

        assertThat(database.writeUnsynced(ask)).isEqualTo("off");
        assertThat(database.write(ask)).isEqualTo("on");
    }

    @Test
    void takesAnAddress() {
        database.write(Notes.add("kept"));

        DataSource url = PostgresDatabase.source(server.getJdbcUrl("postgres", name()));
        DataSource parts = PostgresDatabase.source("localhost", server.getPort(), name(), "postgres", "any");

        for (DataSource source : List.of(url, parts)) {
            try (Database other = PostgresDatabase.open(source, DatabaseLimits.defaults(), Notes.SCHEMA)) {
                assertThat(other.read(Notes::all)).containsExactly("kept");
            }
        }
    }

    @Test
    void saysThatAnotherProcessHoldsTheLock() throws SQLException {
        DatabaseLimits impatient = new DatabaseLimits(1, 10, 10, Duration.ofMillis(1));
        try (Database second = open(impatient);
                Connection other = source().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE note IN EXCLUSIVE MODE");

            assertThatThrownBy(() -> second.write(Notes.add("x"))).isInstanceOf(DatabaseException.Busy.class);
            assertThat(second.read(Notes::all)).isEmpty();
            statement.execute("COMMIT");
            assertThat(second.write(Notes.add("x"))).isEqualTo(1);
        }
    }

    @Test
    void connectsAgainAfterTheServerCutItOff() {
        database.write(Notes.add("before"));
        assertThat(database.read(Notes::all)).hasSize(1);

        admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name() + "'");

        assertThat(database.write(Notes.add("after"))).isEqualTo(1);
        assertThat(database.read(Notes::all)).containsExactly("after", "before");
    }

    @Test
    void saysThatItIsGoneInTheMiddle() {
        assertThatExceptionOfType(DatabaseException.Unreachable.class)
                .isThrownBy(
                        () -> database.write(handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())")))
                .withMessageContaining(name());
        assertThat(database.write(Notes.add("after"))).isEqualTo(1);
    }

    @Test
    void saysThatNobodyListens() {
        assertThatExceptionOfType(DatabaseException.Unreachable.class)
                .isThrownBy(() -> PostgresDatabase.open(
                        PostgresDatabase.source("127.0.0.1", 1, "x", "u", "secret"), DatabaseLimits.defaults()))
                .withMessageContaining("127.0.0.1:1/x")
                .withMessageContaining("is it running")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesTablesOfANewerVersion() {
        PostgresDatabase.open(source(), DatabaseLimits.defaults(), NEWER).close();

        assertThatExceptionOfType(DatabaseException.NewerSchema.class)
                .isThrownBy(() -> PostgresDatabase.open(source(), DatabaseLimits.defaults(), Notes.SCHEMA))
                .withMessageContaining(name());
    }

    @Test
    void leavesTheDatabaseAsItWasWhereAMigrationFails() {
        assertThatThrownBy(() -> PostgresDatabase.open(source(), DatabaseLimits.defaults(), BROKEN))
                .isInstanceOf(DatabaseException.Failed.class);

        PostgresDatabase.open(source(), DatabaseLimits.defaults(), OTHER).close();
    }
}
