package dev.bluebell.cli;

import dev.bluebell.nostr.SecretKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that holds a person's secret key, readable by nobody else.
 *
 * @param path where it is, or would be
 */
record KeyFile(Path path) {

    /**
     * The key, or empty if there is no such file.
     *
     * @throws CommandException if others may use the file too, or it holds no key
     */
    Optional<SecretKey> read() {
        try {
            return new PrivateFile(path).read().map(SecretKey::parse);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "the key file %s holds no secret key, which is nsec1… or 64 hex digits".formatted(path), e);
        }
    }

    /**
     * Writes a key into a new file.
     *
     * @throws CommandException if there is a key already
     */
    void write(SecretKey key) {
        try {
            new PrivateFile(path).create(key.nsec());
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
