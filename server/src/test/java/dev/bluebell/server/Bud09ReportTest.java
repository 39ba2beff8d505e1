package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static dev.bluebell.server.TestServer.BOB;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BUD-09: {@code PUT /report}. */
class Bud09ReportTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static Blob blob;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        blob = server.holding(Blob.fresh(10));
    }

    private static RawEvent report() {
        return new RawEvent(BOB, 1984, server.clock().seconds()).withContent("I do not want this");
    }

    private static RawAnswer send(RawEvent event) {
        return send(server, event);
    }

    private static RawAnswer send(TestServer to, RawEvent event) {
        return to.ask(RawRequest.of("PUT", "/report").body(event.json()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nudity", "malware", "profanity", "illegal", "spam", "impersonation", "other", "unheard-of"})
    void aSignedReportIsTakenWithoutAToken(String type) {
        Answers.assertThat(send(report().with("x", blob.hash(), type))).hasStatus(200);
    }

    @Test
    void neitherAnAuthorNorAnEventNeedBeNamed() {
        Answers.assertThat(send(report().with("x", blob.hash()))).hasStatus(200);
    }

    @Test
    void oneKnownBlobAmongSeveralIsEnough() {
        Answers.assertThat(send(report().with("x", Blob.fresh(1).hash(), "spam").with("x", blob.hash(), "spam")))
                .hasStatus(200);
    }

    @Test
    void aReportMayBeSentAgain() {
        RawEvent event = report().with("x", blob.hash(), "spam").withContent("twice");

        Answers.assertThat(send(event)).hasStatus(200);
        Answers.assertThat(send(event)).hasStatus(200);
    }

    @Test
    void aBlobThatIsNotHereIsNotFound() {
        Answers.assertThat(send(report().with("x", Blob.fresh(1).hash(), "spam")))
                .isRefusal(404, "none of the reported blobs");
    }

    @Test
    void aReportThatNamesNoBlobIsABadRequest() {
        Answers.assertThat(send(report())).isRefusal(400, "x tag");
        Answers.assertThat(send(report().with("x", "abc", "spam"))).isRefusal(400, "x tag");
    }

    @Test
    void anotherKindOfEventIsABadRequest() {
        Answers.assertThat(send(report().with("x", blob.hash(), "spam").withKind(1)))
                .isRefusal(400, "1984");
    }

    @Test
    void aReportThatNobodySignedIsABadRequest() {
        RawEvent event = report().with("x", blob.hash(), "spam");

        Answers.assertThat(send(event.withFlaw(RawEvent.Flaw.WRONG_SIGNATURE))).isRefusal(400, "signature");
        Answers.assertThat(send(event.withFlaw(RawEvent.Flaw.WRONG_ID))).isRefusal(400, "id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spam!", "{}", "[]", "null", "{\"kind\":1984}"})
    void whatIsNoEventIsABadRequest(String body) {
        Answers.assertThat(server.ask(RawRequest.of("PUT", "/report").body(body)))
                .isRefusal(400, "event");
    }

    @Test
    void aReportThatIsTooLongIsRefused() {
        Answers.assertThat(send(report().with("x", blob.hash(), "spam").withContent("a".repeat(17_000))))
                .isRefusal(413, "16384");
    }

    @Test
    void aReporterWhoSendsTooManyADayIsToldWhenToComeBack(@TempDir Path other) {
        try (TestServer fresh = TestServer.start(other)) {
            List<Blob> blobs = Stream.generate(() -> fresh.holding(Blob.fresh(5)))
                    .limit(ServerLimits.REPORTS_A_DAY + 1)
                    .toList();
            for (Blob each : blobs.subList(1, blobs.size())) {
                Answers.assertThat(send(fresh, report().with("x", each.hash(), "spam")))
                        .hasStatus(200);
            }
            RawEvent oneMore = report().with("x", blobs.getFirst().hash(), "spam");
            Answers.assertThat(send(fresh, oneMore))
                    .isRefusal(429, "50 reports a day")
                    .hasHeader("Retry-After", "86400");

            fresh.clock().pass(Duration.ofDays(1));
            Answers.assertThat(send(fresh, oneMore)).hasStatus(200);
        }
    }

    @Test
    void aServerThatHasEnoughReportsKeepsThemAndRefusesMore(@TempDir Path other) {
        try (TestServer small = TestServer.start(
                other,
                settings -> settings.limits(ServerLimits.builder().reports(1).build()))) {
            Blob there = small.holding(Blob.fresh(10));

            Answers.assertThat(send(small, report().with("x", there.hash(), "illegal")))
                    .hasStatus(200);
            Answers.assertThat(send(
                            small, new RawEvent(ALICE, 1984, small.clock().seconds()).with("x", there.hash(), "spam")))
                    .isRefusal(507, "operator");
        }
    }
}
