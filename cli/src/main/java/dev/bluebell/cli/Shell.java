package dev.bluebell.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a command sees of the world that started it. Tests pass their own.
 *
 * @param environment its variables
 * @param folder the current folder, absolute
 * @param in standard input
 * @param out standard output: results, and nothing else
 * @param err standard error: diagnostics and progress
 * @param terminal whether a person watches {@code err}
 * @param clock the time
 * @param random for keys and signatures
 * @param stopSignals calls what it is given when the process is asked to stop
 */
record Shell(
        Map<String, String> environment,
        Path folder,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        InstantSource clock,
        SecureRandom random,
        Consumer<Runnable> stopSignals) {

    /** The shell that started this process. The start script tells whether standard error is a terminal. */
    static Shell system() {
        return new Shell(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Boolean.getBoolean("bluebell.terminal"),
                InstantSource.system(),
                new SecureRandom(),
                StopSignals::listen);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Prints a result, which is one line. */
    void print(Object line) {
        out.println(harmless(String.valueOf(line)));
    }

    /** A name may hold what would steer the terminal. */
    private static String harmless(String line) {
        return line.replaceAll("\\p{Cc}", "\ufffd");
    }

    /** Tells the person at the terminal something that is no result; a secret key in it is left out. */
    void say(String line) {
        err.println("bluebell: " + harmless(line).replaceAll("nsec1[0-9a-zA-Z]+", "nsec1…"));
    }

    /** The path that somebody means who stands in the current folder. */
    Path resolve(Path path) {
        return folder.resolve(path);
    }

    /**
     * As above, of what must be there.
     *
     * @throws NoSuchFileException if it is not, with the path as it was given
     */
    Path existing(Path path) throws NoSuchFileException {
        Path place = resolve(path);
        if (Files.notExists(place)) {
            throw new NoSuchFileException(path.toString());
        }
        return place;
    }

    /** A path as that somebody would write it. */
    String nameOf(Path path) {
        return (path.startsWith(folder) ? folder.relativize(path) : path).toString();
    }
}
