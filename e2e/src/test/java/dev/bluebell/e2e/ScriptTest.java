package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bluebell} in a copy of the repository in which nothing has been built. */
class ScriptTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final String BUILDING = "building…\n";

    /** All that a server says on standard error about its start. */
    private static final String STARTED_LINE =
            "\\S+ \\S+ INFO +the data folder is .*/data; anyone with a token may upload\n";

    private static final List<ServerProcess> STARTED = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path folder;

    /** Two that were started at once, before anything was built. */
    private static ServerProcess one;

    private static ServerProcess other;

    @BeforeAll
    static void startTwoAtOnce() throws Exception {
        assertThat(run(List.of(
                        "sh",
                        "-c",
                        "cd \"$0\" && git ls-files -z -co --exclude-standard | xargs -0 cp --parents -pt \"$1\"",
                        REPOSITORY.toString(),
                        Files.createDirectory(folder.resolve("copy")).toString())))
                .isEqualTo(new Run(0, "", ""));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ServerProcess> first = threads.submit(() -> serve("one"));
            Future<ServerProcess> second = threads.submit(() -> serve("other"));
            one = first.get();
            other = second.get();
        }
    }

    @AfterAll
    static void stop() {
        STARTED.forEach(ServerProcess::close);
    }

    @Test
    void onlyOneOfTwoFirstStartsBuildsAndTheOtherWaits() {
        assertThat(List.of(one.errors(), other.errors()))
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).matches(BUILDING + STARTED_LINE),
                        second -> assertThat(second).matches(STARTED_LINE));
    }

    @Test
    void theReadyLineIsAllThatIsSaidOnStandardOutput() {
        assertThat(one.output()).isEqualTo("Bluebell listens on " + one.url() + "\n");
        assertThat(other.output()).isEqualTo("Bluebell listens on " + other.url() + "\n");
        assertThat(one.url()).hasHost("127.0.0.1");
    }

    @Test
    void itsProcessIsTheServerItself() {
        assertThat(one.handle().info().command().orElseThrow()).endsWith("/bin/java");
        assertThat(one.handle().children()).isEmpty();
    }

    @Test
    void aLaterStartDoesNotBuildAndSigtermEndsItWithCodeZero() throws IOException {
        ServerProcess server = serve("later");

        assertThat(server.stop()).isZero();
        assertThat(server.errors()).matches(STARTED_LINE).contains(server.data().toString());
        assertThat(server.output()).isEqualTo("Bluebell listens on " + server.url() + "\n");
    }

    @Test
    void aNewerSourceIsBuiltFirst() throws Exception {
        Path source = folder.resolve("copy/cli/src/main/java/dev/bluebell/cli/Bluebell.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));

        Run version = run(List.of(script(), "--version"));

        assertThat(version.errors()).isEqualTo(BUILDING);
        assertThat(version.status()).isZero();
        assertThat(version.output()).startsWith("bluebell ");
    }

    @Test
    void withoutJdkItSaysInOneLineWhatToInstall() throws Exception {
        String hideJdks = "for folder in /usr/lib/jvm /usr/java /opt; do"
                + " [ ! -d $folder ] || mount -t tmpfs none $folder || exit; done";
        List<String> command = new ArrayList<>(OwnMounts.afterwards(hideJdks));
        command.addAll(List.of("env", "--unset=JAVA_HOME", "HOME=/nowhere", "PATH=/usr/bin:/bin", script(), "serve"));

        Run refused = run(command);

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors()).contains("JDK 25").hasLineCount(1);
    }

    private static String script() {
        return folder.resolve("copy/bluebell").toString();
    }

    private static ServerProcess serve(String name) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        ServerProcess server = ServerProcess.launch(
                home,
                List.of(
                        script(),
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        home.resolve("data").toString()));
        STARTED.add(server);
        return server;
    }

    private record Run(int status, String output, String errors) {}

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
