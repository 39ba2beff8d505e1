package dev.bluebell.server;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of blobs (RFC 9110, section 14; BUD-01). */
class RangeTest {

    private static final int SIZE = 1000;

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    private static Blob blob;
    private static Blob empty;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder);
        blob = server.holding(Blob.fresh(SIZE));
        empty = server.holding(Blob.of(""));
    }

    private static RawAnswer ask(Blob blob, String range) {
        return server.ask(RawRequest.of("GET", blob.path()).with("Range", range));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0        | 0 | 0",
                "bytes=0-999      | 0 | 999",
                "bytes=10-19      | 10 | 19",
                "bytes=999-       | 999 | 999",
                "bytes=500-       | 500 | 999",
                "bytes=-1         | 999 | 999",
                "bytes=-300       | 700 | 999",
                "bytes= 10-19     | 10 | 19",
                "BYTES=10-19      | 10 | 19",
            })
    void answersThePieceThatIsAskedFor(String range, int first, int last) {
        Answers.assertThat(ask(blob, range))
                .hasStatus(206)
                .hasHeader("Content-Range", "bytes " + first + "-" + last + "/" + SIZE)
                .hasHeader("Content-Length", Integer.toString(last - first + 1))
                .hasHeader("Content-Type", "application/octet-stream")
                .hasHeader("ETag", '"' + blob.hash() + '"')
                .hasBody(blob.bytes(first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=900-1000", "bytes=900-99999", "bytes=900-99999999999999999999999999", "bytes=-100"})
    void clampsARangeThatEndsBeyondTheBlob(String range) {
        Answers.assertThat(ask(blob, range))
                .hasStatus(206)
                .hasHeader("Content-Range", "bytes 900-999/1000")
                .hasBody(blob.bytes(900, 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-1000", "bytes=-1001", "bytes=-99999999999999999999999999"})
    void aSuffixLongerThanTheBlobIsTheWholeBlob(String range) {
        Answers.assertThat(ask(blob, range))
                .hasStatus(206)
                .hasHeader("Content-Range", "bytes 0-999/1000")
                .hasBody(blob.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001", "bytes=99999999999999999999-", "bytes=-0"})
    void aRangeOutsideTheBlobCannotBeSatisfied(String range) {
        Answers.assertThat(ask(blob, range))
                .isRefusal(416, "1000 bytes")
                .hasHeader("Content-Range", "bytes */1000")
                .hasNo("ETag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,5-6",
                "bytes=0-1, 2000-3000",
                "lines=1-2",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=1-2-3",
                "bytes=+1-2",
                "bytes=0x1-2",
                "0-1"
            })
    void whatIsNotOneRangeOfBytesIsIgnored(String range) {
        Answers.assertThat(ask(blob, range))
                .hasStatus(200)
                .hasNo("Content-Range")
                .hasBody(blob.bytes());
    }

    @Test
    void headDoesNotKnowRanges() {
        Answers.assertThat(server.ask(RawRequest.of("HEAD", blob.path()).with("Range", "bytes=0-1")))
                .hasStatus(200)
                .hasHeader("Content-Length", Integer.toString(SIZE));
    }

    @Test
    void aRangeHoldsIfTheEntityTagIsExactlyThis() {
        Answers.assertThat(ifRange('"' + blob.hash() + '"')).hasStatus(206).hasBody(blob.bytes(0, 2));
    }

    @Test
    void anyOtherValidatorGivesTheWholeBlob() {
        Answers.assertThat(ifRange("\"other\"")).hasStatus(200).hasBody(blob.bytes());
        Answers.assertThat(ifRange("W/\"" + blob.hash() + '"')).hasStatus(200);
        Answers.assertThat(ifRange(blob.hash())).hasStatus(200);
        Answers.assertThat(ifRange("Fri, 20 Nov 2026 12:00:00 GMT")).hasStatus(200);
    }

    private static RawAnswer ifRange(String validator) {
        return server.ask(
                RawRequest.of("GET", blob.path()).with("Range", "bytes=0-1").with("If-Range", validator));
    }

    @Test
    void aRangeThatCannotBeSatisfiedIsIgnoredTooIfTheValidatorIsAnother() {
        Answers.assertThat(server.ask(RawRequest.of("GET", blob.path())
                        .with("Range", "bytes=5000-")
                        .with("If-Range", "\"other\"")))
                .hasStatus(200)
                .hasBody(blob.bytes());
    }

    @Test
    void rangesOfABlobInMemoryAreTheSame() {
        for (int i = 0; i < 40; i++) {
            Answers.assertThat(ask(blob, "bytes=100-199")).hasStatus(206).hasBody(blob.bytes(100, 200));
        }
    }

    @Test
    void rangesOfALargeBlobComeFromTheMiddleOfItsFile() {
        Blob large = server.holding(Blob.fresh(2_000_000));

        Answers.assertThat(ask(large, "bytes=1000000-1999990"))
                .hasStatus(206)
                .hasBody(large.bytes(1_000_000, 1_999_991));
    }

    @Test
    void anEmptyBlobHasNoFirstByte() {
        Answers.assertThat(ask(empty, "bytes=0-")).isRefusal(416, "0 bytes").hasHeader("Content-Range", "bytes */0");
        Answers.assertThat(ask(empty, "bytes=0-0")).hasStatus(416);
    }

    @Test
    void theLastBytesOfAnEmptyBlobAreTheWholeOfIt() {
        // A suffix can be satisfied whatever the size, but 206 could not say which bytes these are.
        Answers.assertThat(ask(empty, "bytes=-5")).hasStatus(200).hasBody(new byte[0]);
    }
}
