package dev.bluebell.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseContract {

    private static final Schema NEWER = new Schema("notes", "dev/bluebell/database/newer");
    private static final Schema OTHER = new Schema("other", "dev/bluebell/database/other");
    private static final Schema BROKEN = new Schema("other", "dev/bluebell/database/broken");

    @TempDir
    Path folder;

    private int opened;

    @Override
    Database open(DatabaseLimits limits) {
        opened++;
        return SqliteDatabase.open(folder.resolve("new/folder/notes-" + opened + ".db"), limits, Notes.SCHEMA);
    }

    private Path file() {
        return folder.resolve("new/folder/notes-1.db");
    }

    private int insert(String table) {
        return database.write(handle -> handle.execute("INSERT INTO " + table + " (id) VALUES (1)"));
    }

    private static String pragma(Database database, String name) {
        Transaction<String> ask = handle ->
                handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
        String writing = database.write(ask);
        assertThat(database.read(ask)).isEqualTo(writing);
        return writing;
    }

    @Test
    void makesEveryCommitSurvivePowerLoss() {
        assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
        assertThat(pragma(database, "synchronous")).as("2 is FULL").isEqualTo("2");
    }

    @Test
    void waitsForTheDiskOnlyWhereItHasTo() {
        Transaction<String> ask = handle ->
                handle.createQuery("PRAGMA synchronous").mapTo(String.class).one();

        assertThat(database.writeUnsynced(ask)).as("1 is NORMAL").isEqualTo("1");
        assertThat(database.write(ask)).as("2 is FULL").isEqualTo("2");
        assertThat(database.writeUnsynced(ask)).isEqualTo("1");
    }

    @Test
    void enforcesForeignKeysAndWaitsForLocks() {
        assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
        assertThat(pragma(database, "busy_timeout")).isEqualTo("5000");
    }

    @Test
    void failsAllOfAGroupWhoseCommitFails() throws Throwable {
        List<Caller> group = new ArrayList<>();
        CountDownLatch latch = new CountDownLatch(1);
        Caller first = Caller.blocking(database, latch);
        group.add(Caller.waiting(database, Notes.add("a")));
        group.add(Caller.waiting(database, Notes.addWithoutAuthor("orphan")));
        group.add(Caller.waiting(database, Notes.add("b")));
        latch.countDown();

        assertThat(first.answer()).isZero();
        for (Caller caller : group) {
            assertThatThrownBy(caller::answer).isInstanceOf(DatabaseException.Failed.class);
        }
        assertThat(database.read(Notes::all)).isEmpty();
        assertThat(database.write(Notes.add("still writing"))).isEqualTo(1);
    }

    @Test
    void failsAllOfAGroupWhoseTransactionSqliteDropped() throws Throwable {
        CountDownLatch latch = new CountDownLatch(1);
        Caller.blocking(database, latch);
        Caller before = Caller.waiting(database, Notes.add("a"));
        Caller dropping = Caller.waiting(
                database,
                handle -> handle.execute("INSERT OR ROLLBACK INTO note (text, author) VALUES ('a', 1), ('a', 1)"));
        Caller after = Caller.waiting(database, Notes.add("b"));
        latch.countDown();

        assertThatThrownBy(dropping::answer).hasMessageContaining("INSERT OR ROLLBACK");
        assertThatThrownBy(before::answer).hasMessageContaining("another write of the same commit failed");
        assertThatThrownBy(after::answer).hasMessageContaining("another write of the same commit failed");
        assertThat(database.read(Notes::all)).isEmpty();
        assertThat(database.write(Notes.add("still writing"))).isEqualTo(1);
    }

    @Test
    void saysThatTheDiskIsFull() {
        database.write(handle -> handle.execute("PRAGMA max_page_count = 1"));

        assertThatExceptionOfType(DatabaseException.DiskFull.class)
                .isThrownBy(() -> database.write(Notes.add("x".repeat(100_000))))
                .withMessageContaining(file().toString());
        assertThat(database.read(Notes::all)).isEmpty();

        database.write(handle -> handle.execute("PRAGMA max_page_count = 1000000"));
        assertThat(database.write(Notes.add("room again"))).isEqualTo(1);
    }

    @Test
    void saysThatAnotherProcessHoldsTheLock() throws SQLException {
        DatabaseLimits impatient = new DatabaseLimits(1, 10, 10, Duration.ofMillis(1));
        try (Database second = open(impatient);
                Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("new/folder/notes-2.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> second.write(Notes.add("x"))).isInstanceOf(DatabaseException.Busy.class);
            assertThat(second.read(Notes::all)).isEmpty();
            statement.execute("COMMIT");
            assertThat(second.write(Notes.add("x"))).isEqualTo(1);
        }
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path text = Files.writeString(folder.resolve("text.db"), "This is not a database. ".repeat(100));

        assertThatExceptionOfType(DatabaseException.Corrupt.class)
                .isThrownBy(() -> SqliteDatabase.open(text))
                .withMessageContaining("text.db");
        assertThat(text).content().startsWith("This is not");
    }

    @Test
    void saysWhereItCouldNotOpenAFile() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("occupied"));

        assertThatExceptionOfType(DatabaseException.Failed.class)
                .isThrownBy(() -> SqliteDatabase.open(notAFolder.resolve("x.db")))
                .withMessageContaining("occupied");
    }

    @Test
    void runsEachMigrationOnceAndKeepsTheDataWhenOpenedAgain() {
        database.write(Notes.add("kept"));
        database.close();

        database = SqliteDatabase.open(file(), Notes.SCHEMA);
        Transaction<List<Integer>> authors = handle ->
                handle.createQuery("SELECT id FROM author").mapTo(Integer.class).list();

        assertThat(database.read(Notes::all)).containsExactly("kept");
        assertThat(database.read(authors)).containsExactly(1);
    }

    @Test
    void bringsAnOlderFileUpToDate() {
        database.close();

        database = SqliteDatabase.open(file(), NEWER);

        assertThat(insert("reader")).isEqualTo(1);
    }

    @Test
    void keepsSeveralSchemasInOneFile() {
        database.close();

        database = SqliteDatabase.open(file(), Notes.SCHEMA, OTHER);

        assertThat(insert("picture")).isEqualTo(1);
        assertThat(database.write(Notes.add("note"))).isEqualTo(1);
    }

    @Test
    void refusesTablesOfANewerVersion() {
        database.close();
        SqliteDatabase.open(file(), NEWER).close();

        assertThatExceptionOfType(DatabaseException.NewerSchema.class)
                .isThrownBy(() -> SqliteDatabase.open(file(), Notes.SCHEMA))
                .withMessageContaining(file().toString())
                .withMessageContaining("version 3")
                .withMessageContaining("start the newer version");
        database = SqliteDatabase.open(file(), NEWER);
    }

    @Test
    void leavesTheFileAsItWasWhereAMigrationFails() {
        database.close();

        assertThatThrownBy(() -> SqliteDatabase.open(file(), BROKEN)).isInstanceOf(DatabaseException.Failed.class);
        database = SqliteDatabase.open(file(), Notes.SCHEMA, OTHER);
    }

    @Test
    void leavesNoLogBehindWhenClosed() throws IOException {
        database.write(Notes.add("x"));
        database.close();

        try (var files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void runsOneStatementInsideItself() {
        database.write(Notes.add("a"));
        database.write(Notes.add("b"));

        int sum = database.read(handle -> handle
                .createQuery("SELECT text FROM note ORDER BY text")
                .map((row, context) -> Notes.all(handle).size())
                .list()
                .stream()
                .mapToInt(Integer::intValue)
                .sum());

        assertThat(sum).isEqualTo(4);
    }

    @Test
    void forgetsAStreamThatWasNotReadToItsEnd() {
        database.write(Notes.add("a"));
        database.write(Notes.add("b"));
        Transaction<String> first = handle -> handle.createQuery("SELECT text FROM note ORDER BY text")
                .mapTo(String.class)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 20; i++) {
            assertThat(database.read(first)).isEqualTo("a");
        }

        database.write(handle -> handle.execute("DELETE FROM note WHERE text = 'a'"));

        for (int i = 0; i < 20; i++) {
            assertThat(database.read(first)).isEqualTo("b");
        }
    }

    @Test
    void wantsSimpleSchemaNamesAndLimitsAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Schema("x; DROP TABLE note", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DatabaseLimits(0, 1, 1, Duration.ZERO));
    }
}
