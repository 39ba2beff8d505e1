package dev.bluebell.server.index;

import static dev.bluebell.server.index.Samples.ALICE;
import static dev.bluebell.server.index.Samples.BOB;
import static dev.bluebell.server.index.Samples.NOON;
import static dev.bluebell.server.index.Samples.hash;
import static dev.bluebell.server.index.Samples.png;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.Report;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlBlobIndexTest extends BlobIndexContract {

    private static final Report REPORT = new Report(
            List.of(
                    new Report.Item(HASH, Report.Type.SPAM),
                    new Report.Item(HASH, Report.Type.MALWARE),
                    new Report.Item(hash("bb"), Report.Type.SPAM)),
            "not nice");

    @TempDir
    Path folder;

    @Override
    BlobIndex open() {
        return SqlBlobIndex.open(folder.resolve("index.db"));
    }

    /** The rows of a statement, columns joined by blanks. */
    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("index.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getString(i));
                }
                rows.add(String.join(" ", columns));
            }
            return rows;
        }
    }

    @Test
    void keepsItsRowsWhenOpenedAgain() {
        index.record(png(HASH, 0), ALICE);
        index.close();

        index = open();

        assertThat(index.find(HASH)).contains(png(HASH, 0));
        assertThat(index.drop(HASH, BOB)).isEqualTo(Dropped.NOT_OWNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {Statements.BLOB, Statements.CLAIM, Pages.SAME_SECOND, Pages.STRETCH})
    void findsAPageBySearchingAnIndexWithoutSorting(String sql) throws SQLException {
        assertThat(rows("EXPLAIN QUERY PLAN " + sql))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step).contains("SEARCH claims USING"));
    }

    @Test
    void keepsAReportOnceWithAllThatItNames() throws SQLException {
        Event event = signed(REPORT.draft(NOON));

        index.report(event, REPORT, NOON.plusSeconds(1));
        index.report(event, REPORT, NOON.plusSeconds(2));

        assertThat(rows("SELECT hex(event_id), hex(reporter), received, event FROM reports"))
                .containsExactly("%s %s %d %s"
                        .formatted(upper(event.id()), upper(ALICE.hex()), NOON.getEpochSecond() + 1, event.toJson()));
        assertThat(rows("SELECT substr(hex(sha256), 1, 2), type FROM reported_blobs ORDER BY 1, 2"))
                .containsExactly("AA malware", "AA spam", "BB spam");
    }

    private static Event signed(EventDraft draft) {
        return new Event(
                draft.id(ALICE),
                ALICE,
                draft.createdAt(),
                draft.kind(),
                draft.tags(),
                draft.content(),
                "00".repeat(64)); // the index does not look at signatures
    }

    private static String upper(String hex) {
        return HexFormat.of().withUpperCase().formatHex(HexFormat.of().parseHex(hex));
    }
}
