package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.ServerSettings;
import dev.bluebell.server.policy.Uploaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

    private static final String READY = "Bluebell listens on http://127.0.0.1:\\d+\n";

    @TempDir
    Path home;

    /** A {@code serve} that runs on another thread until it is stopped. */
    private static final class Serving implements AutoCloseable {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
        private final CompletableFuture<Integer> exitCode;

        Serving(Person person, String... arguments) {
            Shell shell = person.shell(out, Person.stream(err), stop::complete);
            exitCode = CompletableFuture.supplyAsync(() -> Bluebell.run(shell, arguments), Thread::startVirtualThread);
            await().until(() ->
                    exitCode.isDone() || out.toString(StandardCharsets.UTF_8).endsWith("\n"));
        }

        String text() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String url() {
            return text().strip().replace("Bluebell listens on ", "");
        }

        int stop() {
            if (!exitCode.isDone()) {
                stop.join().run();
            }
            return exitCode.join();
        }

        @Override
        public void close() {
            stop();
        }
    }

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

        assertThat(named.err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(unnamed.err.toString(StandardCharsets.UTF_8))
                .contains("--public-url")
                .hasLineCount(1);
    }

    @Test
    void refusesAPortThatIsNone() {
        Run run = new Person(home).run("serve", "--port", "70000");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--port").contains("65535").hasLineCount(1);
    }

    @Test
    void saysThatAHostIsNotThere() {
        assertRefuses("there is no host nowhere.invalid; name an address", "--host", "nowhere.invalid");
    }

    @Test
    void saysThatAnAddressIsNotOfThisMachine() {
        assertRefuses(
                "192.0.2.1 is no address of this machine; name one with --host",
                "--host",
                "192.0.2.1",
                "--public-url",
                "https://cdn.example");
    }

    @Test
    void saysThatAPortIsForRootAlone() {
        ServerSettings settings = ServerSettings.builder(home).port(80).build();

        assertThat(ServeCommand.cannotListen(settings, "cannot listen on 127.0.0.1:80: Permission denied"))
                .startsWith("port 80 of 127.0.0.1 is for root alone")
                .contains("--port");
    }

    @Test
    void saysThatTheDataFolderIsNone() {
        new Person(home).file("file", "");

        assertRefuses("file is a file; name another folder with --data", "--data", "file");
        assertRefuses("name another with --data", "--data", "file/in");
    }

    @Test
    void saysThatAPartOfTheDataFolderIsSomethingElse() throws IOException {
        Files.createDirectories(home.resolve("a/index.db"));
        new Person(home).file("b/blobs", "");

        assertRefuses("a/index.db is a folder;", "--data", "a");
        assertRefuses("b/blobs is a file;", "--data", "b");
    }

    @Test
    void saysThatTheConfigurationIsAFolder() throws IOException {
        Files.createDirectories(home.resolve("folder"));

        assertRefuses("folder is a folder; it has to be a file", "--config", "folder");
    }

    private void assertRefuses(String words, String... options) {
        Run run = new Person(home)
                .run(Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                        .toArray(String[]::new));

        assertThat(run.errors()).contains(words).hasLineCount(1);
        assertThat(run.text()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhoMayUpload() {
        PublicKey key = PublicKey.parse(Person.NPUB);

        assertThat(ServeCommand.who(new Uploaders.Anyone())).isEqualTo("anyone with a token");
        assertThat(ServeCommand.who(new Uploaders.Only(Set.of(key)))).isEqualTo("1 key");
        assertThat(ServeCommand.who(new Uploaders.Only(Set.of()))).isEqualTo("0 keys");
    }

    @Test
    void saysWhichConfigurationIsNotThere() {
        Run run = new Person(home).run("serve", "--config", "gone.toml");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .contains("there is no configuration")
                .contains("gone.toml")
                .hasLineCount(1);
    }
}
