package dev.bluebell.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Nostr relay that is not ours, in a process of its own on 127.0.0.1; it forgets everything at its end. It is made of
 * npm packages, which {@code scripts/prepare-tests} installs in {@code testing/relay}. Thread-safe.
 */
public final class RealRelay implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("\\{\"url\":\"(ws://127\\.0\\.0\\.1:[0-9]+)\"}");
    private static final long LONGEST_END_SECONDS = 30;

    private final Process process;
    private final URI url;

    private RealRelay(Process process) {
        this.process = process;
        this.url = awaitUrl();
    }

    /** {@return a relay that takes and gives what it is asked, listening} */
    public static RealRelay start() {
        return start(Map.of());
    }

    /** {@return a relay on that port, where another one was before} */
    public static RealRelay startOn(int port) {
        return start(Map.of("RELAY_PORT", Integer.toString(port)));
    }

    /** {@return a relay that wants to know first who asks (NIP-42), listening} */
    public static RealRelay startForMembers() {
        return start(Map.of("RELAY_AUTH", "1"));
    }

    private static RealRelay start(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("node", "start.mjs")
                .directory(folder().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return new RealRelay(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run node", e);
        }
    }

    /** Tests run in the folders of their modules, which are beside this one's. */
    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        Path folder = Stream.iterate(here, path -> path != null, Path::getParent)
                .map(path -> path.resolve("testing").resolve("relay"))
                .filter(path -> Files.exists(path.resolve("start.mjs")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no testing/relay at or above " + here));
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new IllegalStateException("run ./test once, or npm ci in " + folder);
        }
        return folder;
    }

    private URI awaitUrl() {
        try {
            // Not closed: the relay would end with the reader of its output.
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            Matcher ready = READY.matcher(line == null ? "" : line);
            if (!ready.matches()) {
                throw new IllegalStateException("the relay did not start: " + line);
            }
            return URI.create(ready.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** {@return where it listens, beginning with {@code ws://}} */
    public URI url() {
        return url;
    }

    /** Kills it; whoever is connected loses the connection. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the relay does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a relay ends", e);
        }
    }
}
