package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.cli.Person.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorCommandTest extends ServedTest {

    @BeforeEach
    void upload() {
        person.run("upload", "hello.txt", "--server", first);
    }

    @Test
    void hasAServerFetchABlobFromAnother() {
        Run run = person.run("mirror", HELLO, "--from", first, "--to", second);

        assertThat(run.text()).startsWith("stored").endsWith("%s/%s.txt\n".formatted(second, HELLO));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void takesTheServerOfAUrl() {
        Run run = person.run("mirror", "%s/%s.txt".formatted(first, HELLO), "--to", second, "--json");

        assertThat(BlobDescriptor.parse(run.text()).url().toString()).startsWith(second);
    }

    @Test
    void goesOnAfterAServerThatFails() {
        Run run = person.run("mirror", HELLO, "--from", first, "--to", "http://127.0.0.1:1", "--to", second, "--json");

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().getFirst()).startsWith("{\"server\":\"http://127.0.0.1:1\",\"error\":\"");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void wantsToKnowWhereABareHashIs() {
        Run run = person.run("mirror", HELLO, "--to", second);

        assertThat(run.errors()).contains("--from").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
