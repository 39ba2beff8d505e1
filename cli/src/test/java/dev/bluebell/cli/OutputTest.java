package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that cannot be written. */
class OutputTest extends ServedTest {

    @BeforeEach
    void upload() {
        person.with("BLUEBELL_SERVERS", first);
        assertThat(person.run("upload", "hello.txt").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "list --json",
                "head " + HELLO,
                "get -o - " + HELLO,
                "get -o there --json " + HELLO,
                "upload --json hello.txt",
                "key show",
                "--help",
                "list --help",
                "--version",
                "serve --port 0"
            })
    void isAFaultIfTheDiskIsFull(String command) throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            Run run = person.runInto(full, command.split(" "));

            assertThat(run.errors())
                    .isEqualTo("bluebell: standard output cannot be written: No space left on device\n");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "list --json", "get -o - " + HELLO, "--help"})
    void isNoneIfTheReaderHasHadEnough(String command) {
        Run run = person.runInto(new Unread(), command.split(" "));

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** What is left of a pipe whose reader has gone. */
    private static final class Unread extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
