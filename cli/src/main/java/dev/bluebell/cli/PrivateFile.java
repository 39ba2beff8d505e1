package dev.bluebell.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * A file that nobody else can read.
 *
 * @param path where it is, or would be
 */
record PrivateFile(Path path) {

    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /**
     * What it says, without blanks around it; empty if there is no such file.
     *
     * @throws CommandException if others may use the file too
     */
    Optional<String> read() {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        try {
            if (!Collections.disjoint(Files.getPosixFilePermissions(path), OTHERS)) {
                throw new CommandException(
                        "the key file %s is open to others; close it with: chmod 600 %s".formatted(path, path));
            }
            return Optional.of(Files.readString(path).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a new file with one line, which then survives a loss of power.
     *
     * @throws FileAlreadyExistsException if there is one already
     * @throws CommandException if its folder cannot be made
     */
    void create(String line) throws IOException {
        createFolder(path.resolveSibling(""));
        try (FileChannel file = FileChannel.open(path, NEW, PosixFilePermissions.asFileAttribute(OURS_ALONE))) {
            ByteBuffer text = StandardCharsets.UTF_8.encode(line + '\n');
            while (text.hasRemaining()) {
                file.write(text);
            }
            file.force(true);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandException(
                    "the folder %s cannot be made; set HOME or XDG_CONFIG_HOME to a folder that you can write to"
                            .formatted(folder),
                    e);
        }
    }

    /** Writes a file with one line in the place of the one that is there, if one is. */
    void replace(String line) throws IOException {
        PrivateFile next = new PrivateFile(path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid()));
        Files.deleteIfExists(next.path);
        next.create(line);
        Files.move(next.path, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
