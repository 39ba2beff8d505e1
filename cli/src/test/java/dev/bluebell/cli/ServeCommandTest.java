package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

    private static final String READY = "Bluebell listens on http://127.0.0.1:\\d+\n";

    @TempDir
    Path home;

    @Test
    void saysOnOneLineWhereItListens() {
        try (Serving serving = new Serving(new Person(home), "serve", "--port", "0")) {
            assertThat(serving.text()).matches(READY);
        }
    }

    @Test
    void servesUntilItIsAskedToStop() {
        Person person = new Person(home).known();
        person.file("hello.txt", "hello");
        try (Serving serving = new Serving(person, "serve", "--port", "0")) {
            assertThat(person.run("upload", "hello.txt", "--server", serving.url())
                            .exitCode())
                    .isZero();

            assertThat(serving.stop()).isZero();
            assertThat(person.run("list", "--server", serving.url()).exitCode()).isEqualTo(1);
        }
    }

    @Test
    void keepsItsBlobsInTheDataFolder() {
        Person person = new Person(home);
        new Serving(person, "serve", "--port", "0").close();
        new Serving(person, "serve", "--port", "0", "--data", "elsewhere").close();

        assertThat(home.resolve(".local/share/bluebell/blobs")).isDirectory();
        assertThat(home.resolve("elsewhere/blobs")).isDirectory();
    }

    @Test
    void takesFlagsBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        Person person =
                new Person(home).with("BLUEBELL_SERVER_HOST", "localhost").with("BLUEBELL_SERVER_PORT", "1");
        person.file(".config/bluebell/bluebell.toml", """
                [server]
                host = "not.in.use.example"
                data = "from-file"
                """);

        try (Serving serving = new Serving(person, "serve", "--port", "0")) {
            assertThat(serving.url()).matches("http://localhost:\\d{2,}");
        }
        assertThat(home.resolve("from-file")).isDirectory();
    }

    @Test
    void saysOnOneLineThatThePortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = new Person(home).run("serve", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.text()).isEmpty();
            assertThat(run.errors())
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains("in use")
                    .contains("--port")
                    .doesNotContain("Exception")
                    .hasLineCount(1);
        }
    }

    @Test
    void warnsIfOthersReachItUnderANameThatItDoesNotKnow() {
        Serving named = new Serving(
                new Person(home), "serve", "--port", "0", "--host", "0.0.0.0", "--public-url", "https://cdn.example");
        named.close();
        Serving unnamed = new Serving(new Person(home), "serve", "--port", "0", "--host", "0.0.0.0");
        unnamed.close();

        assertThat(named.errors()).isEmpty();
        assertThat(unnamed.errors()).contains("--public-url").hasLineCount(1);
    }

    @Test
    void refusesAPortThatIsNone() {
        Run run = new Person(home).run("serve", "--port", "70000");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--port").contains("65535").hasLineCount(1);
    }

    @Test
    void saysWhichConfigurationIsNotThere() {
        Run run = new Person(home).run("serve", "--config", "gone.toml");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("gone.toml").hasLineCount(1);
    }
}
