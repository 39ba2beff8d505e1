package dev.bluebell.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in {@code testing/NAME/start.mjs} in a process of its own, that says in its first line where it listens. Its npm
 * packages are installed by {@code scripts/prepare-tests}. Thread-safe.
 */
final class NodeProgram implements AutoCloseable {

    private static final long LONGEST_END_SECONDS = 30;

    private final String name;
    private final Process process;
    private final String firstLine;

    private NodeProgram(String name, Process process) {
        this.name = name;
        this.process = process;
        this.firstLine = awaitFirstLine();
    }

    static NodeProgram start(String name, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("node", "start.mjs")
                .directory(folder(name).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return new NodeProgram(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run node", e);
        }
    }

    /** Tests run in the folders of their modules, which are beside this one's. */
    private static Path folder(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path folder = Stream.iterate(here, path -> path != null, Path::getParent)
                .map(path -> path.resolve("testing").resolve(name))
                .filter(path -> Files.exists(path.resolve("start.mjs")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no testing/" + name + " at or above " + here));
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new IllegalStateException("run ./test once, or npm ci in " + folder);
        }
        return folder;
    }

    private String awaitFirstLine() {
        try {
            // Not closed: the program would end with the reader of its output.
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            if (line == null) {
                close();
                throw new IllegalStateException("testing/" + name + " did not start");
            }
            return line;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what it said when it was ready} */
    String firstLine() {
        return firstLine;
    }

    /** Asks it to stop, as an operator would. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Kills it; whoever is connected loses the connection. */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("testing/" + name + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while testing/" + name + " ends", e);
        }
    }
}
