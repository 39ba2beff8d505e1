package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.media.FileTypes;
import dev.bluebell.media.TypeSniffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A blob on this side, ready to be sent to any number of servers: hashed once, never whole in memory.
 *
 * @param hash of all its bytes
 * @param sizeBytes 0 or more
 * @param type the MIME type
 * @param source gives those bytes, each time it is opened; a change is noticed when they are sent
 */
public record LocalBlob(BlobHash hash, long sizeBytes, String type, BlobSource source) {

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the size is negative, or the type cannot be sent in a header
     */
    public LocalBlob {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a blob cannot have %d bytes".formatted(sizeBytes));
        }
        if (!type.matches("[!-~][ -~]*")) {
            throw new IllegalArgumentException("a MIME type is printable ASCII");
        }
    }

    /**
     * Reads and hashes a file. Its type is told from its name and its first bytes.
     *
     * @throws BlossomException.LocalFailure if it cannot be read
     */
    public static LocalBlob of(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return of(FileSource.of(file, InstantSource.system()), FileTypes.typeOf(name), file.toString());
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * Reads and hashes a source.
     *
     * @throws BlossomException.LocalFailure if it cannot be read
     */
    public static LocalBlob of(BlobSource source, String type) {
        return of(source, Optional.of(type), "the source of the blob").withType(type);
    }

    /** The same blob under another type. */
    public LocalBlob withType(String other) {
        return new LocalBlob(hash, sizeBytes, other, source);
    }

    private static LocalBlob of(BlobSource source, Optional<String> declaredType, String name) {
        try (InputStream in = source.open()) {
            Sha256 sha256 = new Sha256();
            byte[] head = in.readNBytes(TypeSniffer.HEAD_BYTES);
            sha256.update(head, 0, head.length);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
            }
            String type = TypeSniffer.settle(declaredType, head, head.length);
            return new LocalBlob(sha256.finish(), sha256.bytes(), type, source);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static BlossomException unreadable(String name, IOException e) {
        return new BlossomException.LocalFailure("%s cannot be read: %s".formatted(name, Causes.ofFile(e)), e);
    }
}
