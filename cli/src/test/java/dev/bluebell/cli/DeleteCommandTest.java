package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteCommandTest extends ServedTest {

    @BeforeEach
    void upload() {
        person.run("upload", "hello.txt", "--server", first);
    }

    @Test
    void deletesEachBlob() {
        Run run = person.run("delete", HELLO, "--server", first);

        assertThat(run.text()).isEqualTo("deleted %s\n".formatted(HELLO));
        assertThat(run.exitCode()).isZero();
        assertThat(person.run("head", HELLO, "--server", first).exitCode()).isEqualTo(1);
    }

    @Test
    void goesOnAfterOneThatIsNotThereAndEndsWithOne() {
        Run run = person.run("delete", NOTHING, HELLO, "--server", first);

        assertThat(run.lines()).containsExactly("deleted " + HELLO);
        assertThat(run.errors()).contains(NOTHING).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysSoWithJson() {
        Run run = person.run("delete", NOTHING, HELLO, "--server", first, "--json");

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().getFirst()).startsWith("{\"sha256\":\"%s\",\"error\":\"".formatted(NOTHING));
        assertThat(run.lines().getLast()).isEqualTo("{\"sha256\":\"%s\",\"deleted\":true}".formatted(HELLO));
        assertThat(run.errors()).isEmpty();
    }
}
