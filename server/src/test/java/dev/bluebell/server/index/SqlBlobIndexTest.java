package dev.bluebell.server.index;

import static dev.bluebell.server.index.Samples.ALICE;
import static dev.bluebell.server.index.Samples.BOB;
import static dev.bluebell.server.index.Samples.NOON;
import static dev.bluebell.server.index.Samples.png;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlBlobIndexTest extends BlobIndexContract {

    @TempDir
    Path folder;

    @Override
    BlobIndex open() {
        return SqlBlobIndex.open(folder.resolve("index.db"));
    }

    @Test
    void keepsItsRowsWhenOpenedAgain() {
        index.record(png(HASH, 0), ALICE);
        index.close();

        index = open();

        assertThat(index.find(HASH)).contains(png(HASH, 0));
        assertThat(index.drop(HASH, BOB)).isEqualTo(Dropped.NOT_OWNER);
    }

    @Test
    void takesOverTheBlobsOfTheVersionBefore() throws SQLException {
        SqliteFile old = new SqliteFile(folder.resolve("old.db"));
        Flyway.configure()
                .dataSource(old.url(), "", "")
                .locations("classpath:dev/bluebell/server/index/sqlite")
                .table("schema_blob_index")
                .target("2")
                .loggers() // none
                .load()
                .migrate();
        old.change(
                "INSERT INTO claims (pubkey, uploaded, sha256, size, type) VALUES (x'%s', %d, x'%s', 100, 'image/png')"
                        .formatted(ALICE.hex(), NOON.getEpochSecond(), HASH.hex()));
        index.close();

        index = SqlBlobIndex.open(old.path());

        assertThat(index.find(HASH)).contains(png(HASH, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {Statements.BLOB, Statements.CLAIM, Pages.SAME_SECOND, Pages.STRETCH})
    void findsAPageBySearchingAnIndexWithoutSorting(String sql) throws SQLException {
        assertThat(new SqliteFile(folder.resolve("index.db")).rows("EXPLAIN QUERY PLAN " + sql))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step).containsPattern("SEARCH (claims|appearances) USING"));
    }
}
