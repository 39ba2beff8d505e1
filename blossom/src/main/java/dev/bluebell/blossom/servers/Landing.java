package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlossomException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a blob is put that was searched for. It first comes into a file of its own: a stream cannot be begun again for the
 * next server, and the file that is there must stay until the right one has come.
 */
final class Landing {

    private Landing() {}

    /** The place beside a file where it is put together: always the same, so that a broken download can be gone on with. */
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BlossomException.LocalFailure(to + " cannot be written: " + e.getMessage(), e);
        }
    }

    static void copy(Path from, OutputStream out) {
        try {
            Files.copy(from, out);
            out.flush();
        } catch (IOException e) {
            throw new BlossomException.LocalFailure("the blob cannot be written: " + e.getMessage(), e);
        }
    }
}
