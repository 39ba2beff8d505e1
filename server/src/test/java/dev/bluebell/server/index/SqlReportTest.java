package dev.bluebell.server.index;

import static dev.bluebell.server.index.Samples.ALICE;
import static dev.bluebell.server.index.Samples.BOB;
import static dev.bluebell.server.index.Samples.NOON;
import static dev.bluebell.server.index.Samples.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Report;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.PublicKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which reports are kept: of each blob the last say of each reporter, and never more than the limits. */
class SqlReportTest {

    private static final ReportLimits PLENTY = new ReportLimits(100, 100);
    private static final BlobHash CAT = hash("ca");
    private static final BlobHash DOG = hash("d0");

    private static final String ALL = "SELECT substr(hex(sha256), 1, 2), type, json_extract(event, '$.content')"
            + " FROM reported_blobs JOIN reports USING (event_id) ORDER BY 1, 2, 3";

    @TempDir
    private Path folder;

    private SqliteFile file;
    private BlobIndex index;

    @BeforeEach
    void open() {
        file = new SqliteFile(folder.resolve("index.db"));
        index = SqlBlobIndex.open(file.path());
    }

    @AfterEach
    void close() {
        index.close();
    }

    private static Report spam(String text, BlobHash... blobs) {
        return new Report(
                Stream.of(blobs)
                        .map(blob -> new Report.Item(blob, Report.Type.SPAM))
                        .toList(),
                text);
    }

    private static Event signed(Report report, PublicKey author, long seconds) {
        EventDraft draft = report.draft(NOON.plusSeconds(seconds));
        return new Event(
                draft.id(author),
                author,
                draft.createdAt(),
                draft.kind(),
                draft.tags(),
                draft.content(),
                "00".repeat(64)); // the index does not look at signatures
    }

    /** A report that was signed so many seconds after noon, and came at noon. */
    private Reported send(PublicKey author, long seconds, Report report) {
        return send(author, seconds, report, NOON, PLENTY);
    }

    private Reported send(PublicKey author, long seconds, Report report, Instant received, ReportLimits limits) {
        return index.report(signed(report, author, seconds), report, received, limits);
    }

    private List<String> events() throws SQLException {
        return file.rows("SELECT json_extract(event, '$.content') FROM reports ORDER BY 1");
    }

    @Test
    void oneIsKeptOnceWithAllThatItNames() throws SQLException {
        Report report = new Report(
                List.of(
                        new Report.Item(CAT, Report.Type.SPAM),
                        new Report.Item(CAT, Report.Type.MALWARE),
                        new Report.Item(DOG, Report.Type.SPAM)),
                "not nice");
        Event event = signed(report, ALICE, 0);

        index.report(event, report, NOON.plusSeconds(1), PLENTY);
        index.report(event, report, NOON.plusSeconds(2), PLENTY);

        assertThat(file.rows("SELECT hex(event_id), hex(reporter), received, event FROM reports"))
                .containsExactly("%s %s %d %s"
                        .formatted(upper(event.id()), upper(ALICE.hex()), NOON.getEpochSecond() + 1, event.toJson()));
        assertThat(file.rows(ALL)).containsExactly("CA malware not nice", "CA spam not nice", "D0 spam not nice");
    }

    private static String upper(String hex) {
        return HexFormat.of().withUpperCase().formatHex(HexFormat.of().parseHex(hex));
    }

    @Test
    void aLaterOneOfTheSameReporterTakesThePlaceOfTheFirst() throws SQLException {
        send(ALICE, 0, new Report(List.of(new Report.Item(CAT, Report.Type.MALWARE)), "first"));
        send(BOB, 0, spam("of another", CAT));

        send(ALICE, 5, spam("second", CAT));

        assertThat(file.rows(ALL)).containsExactly("CA spam of another", "CA spam second");
        assertThat(events()).containsExactly("of another", "second");
    }

    @Test
    void anEarlierOneThatSomebodySendsAgainChangesNothing() throws SQLException {
        send(ALICE, 0, spam("first", CAT));
        send(ALICE, 5, spam("second", CAT));

        assertThat(send(ALICE, 0, spam("first", CAT))).isEqualTo(new Reported.Kept());

        assertThat(events()).containsExactly("second");
    }

    @Test
    void oneOfSeveralBlobsStaysUntilTheLastOfThemIsReportedAgain() throws SQLException {
        send(ALICE, 0, spam("both", CAT, DOG));

        send(ALICE, 1, spam("one", CAT));
        assertThat(file.rows(ALL)).containsExactly("CA spam one", "D0 spam both");

        send(ALICE, 2, spam("other", DOG));
        assertThat(events()).containsExactly("one", "other");
    }

    @Test
    void aReporterHasSoManyADay() throws SQLException {
        ReportLimits two = new ReportLimits(2, 100);
        Instant evening = NOON.plus(Duration.ofHours(6));
        send(ALICE, 0, spam("1", hash("01")), NOON, two);
        send(ALICE, 0, spam("2", hash("02")), evening, two);

        assertThat(send(ALICE, 0, spam("3", hash("03")), evening, two))
                .isEqualTo(new Reported.TooMany(Duration.ofHours(18)));
        assertThat(send(BOB, 0, spam("4", hash("03")), evening, two)).isEqualTo(new Reported.Kept());
        assertThat(send(ALICE, 0, spam("5", hash("03")), NOON.plus(Duration.ofDays(1)), two))
                .isEqualTo(new Reported.Kept());
        assertThat(events()).containsExactly("1", "2", "4", "5");
    }

    @Test
    void whatIsHereIsNotWashedAwayByWhatComes() throws SQLException {
        ReportLimits two = new ReportLimits(100, 2);
        send(ALICE, 0, spam("1", CAT), NOON, two);
        send(BOB, 0, spam("2", CAT), NOON, two);

        assertThat(send(BOB, 0, spam("3", DOG), NOON, two)).isEqualTo(new Reported.Full());
        assertThat(events()).containsExactly("1", "2");

        file.change("DELETE FROM reports WHERE json_extract(event, '$.content') = '1'");
        assertThat(send(BOB, 0, spam("3", DOG), NOON, two)).isEqualTo(new Reported.Kept());
    }

    @Test
    void thoseOfTheFirstVersionAreTakenOver() throws SQLException {
        file = new SqliteFile(folder.resolve("old.db"));
        Flyway.configure()
                .dataSource(file.url(), "", "")
                .locations("classpath:dev/bluebell/server/index/sqlite")
                .table("schema_blob_index")
                .target("1")
                .loggers() // none
                .load()
                .migrate();
        Event event = signed(spam("old", CAT), ALICE, 5);
        file.change("INSERT INTO reports (event_id, reporter, received, event) VALUES (x'%s', x'%s', 7, '%s')"
                .formatted(event.id(), ALICE.hex(), event.toJson()));
        file.change("INSERT INTO reported_blobs (sha256, event_id, type) VALUES (x'%s', x'%s', 'spam')"
                .formatted(CAT.hex(), event.id()));
        index.close();

        index = SqlBlobIndex.open(file.path());

        send(ALICE, 4, spam("older", CAT));
        assertThat(file.rows(ALL)).containsExactly("CA spam old");
        send(ALICE, 6, spam("newer", CAT));
        assertThat(file.rows(ALL)).containsExactly("CA spam newer");
    }
}
