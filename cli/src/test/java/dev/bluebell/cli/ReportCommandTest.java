package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportCommandTest extends ServedTest {

    @BeforeEach
    void upload() {
        person.run("upload", "hello.txt", "--server", first);
    }

    @Test
    void tellsTheServerWhatIsWrong() {
        Run run = person.run("report", HELLO, "--type", "spam", "--text", "a greeting", "--server", first);

        assertThat(run.text()).isEqualTo("reported %s to %s\n".formatted(HELLO, first));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void namesTheEventWithJson() {
        Run run = person.run("report", HELLO, "--type", "other", "--server", first, "--json");

        assertThat(run.text()).matches("\\{\"sha256\":\"%s\",\"event\":\"[0-9a-f]{64}\"}\n".formatted(HELLO));
    }

    @Test
    void knowsWhatCanBeWrong() {
        Run run = person.run("report", HELLO, "--type", "boring", "--server", first);

        assertThat(run.errors()).contains("nudity").contains("spam").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
