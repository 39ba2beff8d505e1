package dev.bluebell.e2e;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command in a process of its own, by somebody whose key is in the environment. One thread at a time. */
final class CommandProcess {

    /** Of somebody who owns nothing else. */
    private static final String SECRET_KEY = "1".repeat(64);

    private final Path home;
    private final Process process;

    private CommandProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /** A command that runs in that folder, which is also its home. */
    static CommandProcess start(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.bluebell.cli.Bluebell"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BLUEBELL_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("BLUEBELL_NSEC", SECRET_KEY);
        try {
            return new CommandProcess(home, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run java", e);
        }
    }

    /** {@return its exit code, once it has ended} */
    int exitCode() {
        try {
            if (!process.waitFor(2, MINUTES)) {
                throw new AssertionError("the command does not end; it said: " + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command ends", e);
        }
    }

    /** What it has printed so far. */
    String output() {
        return read("out");
    }

    /** What it has said on standard error so far. */
    String errors() {
        return read("err");
    }

    /** Ends it by SIGKILL. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    private String read(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
