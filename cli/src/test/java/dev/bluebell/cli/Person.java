package dev.bluebell.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Somebody with a home and an environment of their own, who runs commands. */
final class Person {

    /** The first vector of NIP-19. */
    static final String NSEC = "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5";

    static final String NPUB = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg";
    static final String PUBKEY = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e";

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";

    Person(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
    }

    /** What a command left behind. */
    record Run(int exitCode, String text, String errors) {

        List<String> lines() {
            return text.lines().toList();
        }
    }

    Person with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With that on standard input. */
    Person piping(String text) {
        input = text;
        return this;
    }

    /** With a secret key in the environment. */
    Person known() {
        return with(Identity.VARIABLE, NSEC);
    }

    Path home() {
        return home;
    }

    Path file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] content) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Run run(String... arguments) {
        return runInto(new ByteArrayOutputStream(), arguments);
    }

    /** With a standard output of another kind; what is in it is the result's text if that can be told. */
    Run runInto(OutputStream out, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Bluebell.run(shell(out, stream(err), stop -> {}), arguments);
        String text = out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
        return new Run(code, text, err.toString(StandardCharsets.UTF_8));
    }

    Shell shell(OutputStream out, PrintStream err, Consumer<Runnable> stopSignals) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new Shell(
                Map.copyOf(environment),
                home,
                in,
                false,
                out,
                err,
                false,
                InstantSource.system(),
                new SecureRandom(),
                stopSignals);
    }

    static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
