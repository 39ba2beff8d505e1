package dev.bluebell.cli;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A command that listens on another thread until it is stopped. */
final class Serving implements AutoCloseable {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode;

    Serving(Person person, String... arguments) {
        Shell shell = person.shell(Person.stream(out), Person.stream(err), stop::complete);
        exitCode = CompletableFuture.supplyAsync(() -> Bluebell.run(shell, arguments), Thread::startVirtualThread);
        await().until(() ->
                exitCode.isDone() || out.toString(StandardCharsets.UTF_8).endsWith("\n"));
    }

    String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
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
