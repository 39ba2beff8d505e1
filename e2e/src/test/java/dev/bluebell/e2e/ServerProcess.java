package dev.bluebell.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code bluebell serve} in a process of its own, on a free port of 127.0.0.1.
 *
 * <p>Everything it writes lies in the folder it is given: the data in {@code data}, what it says in {@code out} and
 * {@code err}. Thread-safe.
 */
final class ServerProcess implements AutoCloseable {

    /** A start is under a second on an idle machine, unless the command builds itself first. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private static final Duration LONGEST_END = Duration.ofSeconds(60);
    private static final String READY = "Bluebell listens on ";

    private final Path home;
    private final Process process;
    private final URI url;

    private ServerProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
        this.url = awaitUrl();
    }

    /** {@return a server with its data in {@code home/data}, listening} */
    static ServerProcess start(Path home, String... options) {
        return start(home, List.of(), options);
    }

    /** As {@link #start(Path, String...)}, by way of a command that takes the server's command line as its arguments. */
    static ServerProcess start(Path home, List<String> wrapper, String... options) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // this process is killed long before better code would pay
                "-Xmx256m",
                "-cp",
                // Surefire's own class path is one jar that names the others.
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.bluebell.cli.Bluebell",
                "serve",
                "--port=0",
                "--data=" + home.resolve("data")));
        command.addAll(List.of(options));
        return launch(home, command);
    }

    /** A server by a command line that names {@code home/data} itself. */
    static ServerProcess launch(Path home, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BLUEBELL_"));
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        try {
            return new ServerProcess(home, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        }
    }

    private URI awaitUrl() {
        try {
            await().atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> read("out").contains("\n") || !process.isAlive());
            String line = read("out").strip();
            if (!line.startsWith(READY)) {
                throw new AssertionError("the server did not start: %s %s".formatted(line, errors()));
            }
            return URI.create(line.substring(READY.length()));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Where it listens. */
    URI url() {
        return url;
    }

    /** Where its blobs and its index are. */
    Path data() {
        return home.resolve("data");
    }

    /** Its process; that of the wrapper where there is one that stays. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it has said on standard output so far. */
    String output() {
        return read("out");
    }

    /** What it has said on standard error so far. */
    String errors() {
        return read("err");
    }

    /** Ends it by SIGKILL, and whatever it was started by. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop by SIGTERM, not what it was started by; returns the exit code. */
    int stop() {
        process.descendants().findFirst().ifPresentOrElse(ProcessHandle::destroy, process::destroy);
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the server does not end; it said: " + errors());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server ends", e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
