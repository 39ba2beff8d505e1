package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GetCommandTest extends ServedTest {

    @BeforeEach
    void upload() {
        assertThat(person.run("upload", "hello.txt", "--server", second).exitCode())
                .isZero();
    }

    @Test
    void namesTheFileAfterHashAndType() {
        Run run = person.run("get", HELLO, "--server", second);

        Path file = person.home().resolve(HELLO + ".txt");
        assertThat(file).hasContent("hello");
        assertThat(run.text()).isEqualTo(file + "\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void asksTheNextServerIfOneHasNotGotIt() {
        Run run = person.run("get", HELLO, "--server", first, "--server", second, "-o", "there");

        assertThat(run.exitCode()).isZero();
        assertThat(person.home().resolve("there")).hasContent("hello");
    }

    @Test
    void asksTheServerOfAUrl() {
        Run run = person.run("get", "%s/%s.txt".formatted(second, HELLO), "-o", "there");

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void followsTheHintsOfABlossomUri() {
        Run run = person.run("get", "blossom:%s.txt?xs=%s&sz=5".formatted(HELLO, second), "-o", "there");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void refusesABlobThatIsLongerThanItsUriSays() {
        Run run = person.run("get", "blossom:%s.txt?xs=%s&sz=4".formatted(HELLO, second), "-o", "there");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(person.home().resolve("there")).doesNotExist();
    }

    @Test
    void writesToStandardOutput() {
        Run run = person.run("get", HELLO, "--server", second, "-o", "-");

        assertThat(run.text()).isEqualTo("hello");
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void saysWhatItGotWithJson() {
        Run run = person.run("get", HELLO, "--server", second, "--json");

        assertThat(run.text())
                .isEqualTo("{\"file\":\"%s\",\"url\":\"%s/%s\",\"sha256\":\"%s\",\"size\":5,\"type\":\"text/plain\"}\n"
                        .formatted(person.home().resolve(HELLO + ".txt"), second, HELLO, HELLO));
    }

    @Test
    void replacesAFileThatIsNamed() {
        person.file("there", "something else");

        person.run("get", HELLO, "--server", second, "-o", "there");

        assertThat(person.home().resolve("there")).hasContent("hello");
    }

    @Test
    void replacesNoFileThatIsNotNamed() {
        person.file(HELLO + ".txt", "something else");

        Run run = person.run("get", HELLO, "--server", second);

        assertThat(person.home().resolve(HELLO + ".txt")).hasContent("something else");
        assertThat(run.errors()).contains("exists already").contains("-o").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhatEveryServerSaidIfNoneHasIt() throws IOException {
        Run run = person.run("get", NOTHING, "--server", first, "--server", second);

        assertThat(run.errors())
                .contains(first)
                .contains(second)
                .contains("404")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
        try (Stream<Path> files = Files.list(person.home())) {
            assertThat(files).map(Path::getFileName).map(Path::toString).containsExactly("hello.txt");
        }
    }
}
