package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadCommandTest extends ServedTest {

    @BeforeEach
    void upload() {
        person.run("upload", "hello.txt", "--server", first);
    }

    @Test
    void saysTypeAndSize() {
        Run run = person.run("head", HELLO, "--server", first);

        assertThat(run.text()).isEqualTo("text/plain  5 bytes  %s/%s\n".formatted(first, HELLO));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysSoWithJson() {
        Run run = person.run("head", HELLO, "--server", first, "--json");

        assertThat(run.text())
                .isEqualTo("{\"url\":\"%s/%s\",\"sha256\":\"%s\",\"type\":\"text/plain\",\"size\":5}\n"
                        .formatted(first, HELLO, HELLO));
    }

    @Test
    void endsWithOneIfTheServerHasNotGotIt() {
        Run run = person.run("head", NOTHING, "--server", first);

        assertThat(run.errors()).contains("404").hasLineCount(1);
        assertThat(run.text()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void takesTheNameOrTheUrlThatAnUploadPrints() {
        assertThat(person.run("head", HELLO + ".txt", "--server", first).exitCode())
                .isZero();
        assertThat(person.run("head", first + "/" + HELLO + ".txt").exitCode()).isZero();
        assertThat(person.run("delete", first + "/" + HELLO + ".txt").exitCode())
                .isZero();
    }

    @Test
    void asksTheOneServerThatIsConfigured() {
        person.with("BLUEBELL_SERVERS", first);

        assertThat(person.run("head", HELLO).exitCode()).isZero();
    }

    @Test
    void doesNotGuessWhichOfSeveralServersIsMeant() {
        Run run = person.with("BLUEBELL_SERVERS", first + "," + second).run("head", HELLO);

        assertThat(run.errors()).contains("--server").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void wantsAHashAndAUrl() {
        assertThat(person.run("head", "abc", "--server", first).exitCode()).isEqualTo(2);
        assertThat(person.run("head", HELLO, "--server", "not a url").exitCode())
                .isEqualTo(2);
    }

    @Test
    void saysHowToNameAServerWhereThereIsNone() {
        Run run = person.run("head", HELLO);

        assertThat(run.errors())
                .contains("--server", "BLUEBELL_SERVERS", "bluebell.toml")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
