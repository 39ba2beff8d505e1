package dev.bluebell.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a command sees of the world that started it. Tests pass their own.
 *
 * @param environment its variables
 * @param folder the current folder, absolute
 * @param in standard input
 * @param typing whether a person types it
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
        boolean typing,
        OutputStream out,
        PrintStream err,
        boolean terminal,
        InstantSource clock,
        SecureRandom random,
        Consumer<Runnable> stopSignals) {

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** What stands in a name for bytes that are no UTF-8. */
    private static final char UNREADABLE = '\ufffd';

    /** The shell that started this process. The start script tells what is a terminal. */
    static Shell system() {
        return new Shell(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.in,
                Boolean.getBoolean("bluebell.typing"),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("bluebell.terminal"),
                InstantSource.system(),
                new SecureRandom(),
                StopSignals::listen);
    }

    /**
     * Prints a result, which is one line.
     *
     * @throws OutputException if that cannot be
     */
    void print(Object line) {
        byte[] bytes = (harmless(String.valueOf(line)) + '\n').getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /**
     * Writes a piece of a result as it is.
     *
     * @throws OutputException if that cannot be
     */
    void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
            out.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    /**
     * The same with what would steer a terminal, or make its text look like another one, in the spelling of JSON: names and
     * servers may say anything, and JSON has it in strings alone.
     */
    static String harmless(String line) {
        return STEERING.matcher(line).replaceAll(found -> escape(found.group()));
    }

    private static String escape(String character) {
        return character.chars().mapToObj(unit -> "\\\\u%04x".formatted(unit)).collect(Collectors.joining());
    }

    /** Tells the person at the terminal something that is no result; a secret in it is left out. */
    void say(String line) {
        err.println("bluebell: "
                + harmless(line).replaceAll("nsec1[0-9a-zA-Z]+", "nsec1…").replaceAll("secret=[^&\\s]+", "secret=…"));
    }

    /** What a program has put into standard input; nobody is asked to type anything. */
    InputStream pipedIn() {
        return typing ? InputStream.nullInputStream() : in;
    }

    /** The path that somebody means who stands in the current folder. */
    Path resolve(Path path) {
        return folder.resolve(path);
    }

    /**
     * As above, of what must be there.
     *
     * @throws FileSystemException if it is not, or cannot be told, with the path as it was given
     */
    Path existing(Path path) throws FileSystemException {
        Path place = resolve(path);
        try {
            Files.readAttributes(place, BasicFileAttributes.class);
            return place;
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString(), null, absence(path));
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(path.toString());
        } catch (FileSystemException e) {
            throw new FileSystemException(path.toString(), null, e.getReason());
        } catch (IOException e) {
            throw new FileSystemException(path.toString(), null, Explanation.oneLine(e));
        }
    }

    /** What may be the matter with a file that its owner believes to be there. */
    private String absence(Path path) {
        if (Files.isSymbolicLink(resolve(path))) {
            return "it is a link to what is not there";
        }
        return path.toString().indexOf(UNREADABLE) < 0
                ? ""
                : "a name that is not UTF-8 cannot be given here; rename it, or name the folder that it is in";
    }

    /** A path as that somebody would write it. */
    String nameOf(Path path) {
        return (path.startsWith(folder) ? folder.relativize(path) : path).toString();
    }
}
