package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest extends ServedTest {

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThat(person.run("check", "nosuch", "--server", first).errors())
                .isEqualTo("bluebell: there is no nosuch\n");
    }

    @Test
    void saysThatTheServerWouldTakeTheFile() {
        Run run = person.run("check", "hello.txt", "--server", first);

        assertThat(run.text()).isEqualTo("%s would take hello.txt (text/plain, 5 bytes)\n".formatted(first));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysSoWithJson() {
        Run run = person.run("check", "hello.txt", "--server", first, "--json");

        assertThat(run.text())
                .isEqualTo("{\"server\":\"%s\",\"sha256\":\"%s\",\"accepted\":true}\n".formatted(first, HELLO));
    }

    @Test
    void saysWhyTheServerWouldNot() {
        Run run = person.run("check", "hello.txt", "--server", closedServer());

        assertThat(run.errors()).contains("403").hasLineCount(1);
        assertThat(run.text()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhyNotWithJson() {
        Run run = person.run("check", "hello.txt", "--server", closedServer(), "--json");

        assertThat(run.text()).contains("\"accepted\":false,\"status\":403,\"error\":\"");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void sendsNothing() {
        person.run("check", "hello.txt", "--server", first);

        assertThat(person.run("head", HELLO, "--server", first).exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"album, is a folder", "/dev/zero, is no plain file", "gone.txt, there is no gone.txt"})
    void asksOnlyAboutFiles(String name, String words) {
        person.file("album/a.txt", "a");

        Run run = person.run("check", name, "--server", first);

        assertThat(run.errors()).contains(name, words).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
