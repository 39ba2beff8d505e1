package dev.bluebell.cli;

import dev.bluebell.nostr.SecretKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * The file that holds a person's secret key, readable by nobody else.
 *
 * @param path where it is, or would be
 */
record KeyFile(Path path) {

    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    /**
     * The key, or empty if there is no such file.
     *
     * @throws CommandException if others may use the file too, or it holds no key
     */
    Optional<SecretKey> read() {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        try {
            if (!Collections.disjoint(Files.getPosixFilePermissions(path), OTHERS)) {
                throw new CommandException(
                        "the key file %s is open to others; close it with: chmod 600 %s".formatted(path, path));
            }
            return Optional.of(SecretKey.parse(Files.readString(path).strip()));
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "the key file %s holds no secret key, which is nsec1… or 64 hex digits".formatted(path), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a key into a new file.
     *
     * @throws CommandException if there is a key already
     */
    void write(SecretKey key) {
        try {
            Files.createDirectories(path.getParent());
            try (FileChannel file = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OURS_ALONE))) {
                ByteBuffer text = StandardCharsets.US_ASCII.encode(key.nsec() + '\n');
                while (text.hasRemaining()) {
                    file.write(text);
                }
                file.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    "there is a key already, in %s; whoever loses it loses its blobs, so move it away first"
                            .formatted(path),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
