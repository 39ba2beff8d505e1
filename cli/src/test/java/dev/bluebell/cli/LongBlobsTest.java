package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.FakeOrigin;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that send, or promise to send, more than anybody wants. */
class LongBlobsTest {

    private static final String HELLO = ServedTest.HELLO;

    private final FakeOrigin server = FakeOrigin.start();

    @TempDir
    Path folder;

    private Person person;

    @BeforeEach
    void person() {
        person = new Person(folder).with("BLUEBELL_SERVERS", "http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"there", "-"})
    void areRefusedOver16GiBIfNobodyHasAskedForSo(String output) {
        server.at("/" + HELLO, cutOff((16L << 30) + 1));

        Run run = person.run("get", HELLO, "-o", output);

        assertThat(run.errors())
                .contains("more than 17179869184 bytes")
                .contains("blossom:%s.bin?sz=BYTES".formatted(HELLO))
                .hasLineCount(1);
        assertThat(run.text()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void areRefusedWhereThereIsNoRoomForThem() {
        server.at("/" + HELLO, cutOff(1L << 58));

        Run run = person.run("get", "blossom:%s.bin?sz=%d".formatted(HELLO, 1L << 58), "-o", "there");

        assertThat(run.errors()).contains("there is room for").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"there", "-"})
    void areCutOffAtTheLengthThatIsAskedFor(String output) {
        server.at("/" + HELLO, FakeOrigin.endless());

        Run run = person.runInto(
                OutputStream.nullOutputStream(), "get", "blossom:%s.bin?sz=100000".formatted(HELLO), "-o", output);

        assertThat(run.errors()).contains("more than 100000 bytes").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void doNotKeepAnotherServerFromBeingAsked() {
        server.at("/" + HELLO, cutOff(1L << 58));
        try (FakeOrigin honest = FakeOrigin.start()) {
            honest.at("/" + HELLO, FakeOrigin.body("text/plain", "hello".getBytes(StandardCharsets.UTF_8)));
            person.with(
                    "BLUEBELL_SERVERS",
                    "http://127.0.0.1:%d,http://127.0.0.1:%d".formatted(server.port(), honest.port()));

            assertThat(person.run("get", HELLO, "-o", "there").exitCode()).isZero();
            assertThat(folder.resolve("there")).hasContent("hello");
        }
    }

    private static FakeOrigin.Behaviour cutOff(long promised) {
        return FakeOrigin.cutOff(new byte[1], promised);
    }
}
