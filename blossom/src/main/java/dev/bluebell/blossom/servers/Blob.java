package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.media.FileTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A blob of at most {@value #MAX_BYTES} bytes at hand: a picture to show, a document to read. Longer ones are for files and
 * streams. Immutable.
 */
public final class Blob {

    /** How long a blob may be that is kept in memory: 16 MiB. */
    public static final int MAX_BYTES = 16 << 20;

    private final BlobHash hash;
    private final String type;
    private final byte[] content;

    Blob(Fetched fetched, byte[] content) {
        this.hash = fetched.hash();
        this.type = fetched.type();
        this.content = content;
    }

    /**
     * Gets a blob from one server.
     *
     * @throws dev.bluebell.blossom.RefusedException if the server refuses, by the kind of refusal
     * @throws BlossomException as {@link BlossomClient#get} does; {@link BlossomException.TooLong} if it is too long
     */
    public static Blob get(BlossomClient client, BlobHash hash) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Fetched fetched = client.get(hash, out, ReadOptions.defaults().withMaxBytes(MAX_BYTES))
                .orThrow();
        return new Blob(fetched, out.toByteArray());
    }

    /** Which blob it is; its bytes have this hash. */
    public BlobHash hash() {
        return hash;
    }

    /** The MIME type that the server gave. */
    public String type() {
        return type;
    }

    /** The usual extension of its type, without a dot; {@code bin} if there is none. */
    public String extension() {
        return FileTypes.extensionOf(type);
    }

    /** How many bytes it has. */
    public int sizeBytes() {
        return content.length;
    }

    /** Its bytes, in an array of the caller's own. */
    public byte[] bytes() {
        return content.clone();
    }

    /** Its bytes from the first on. */
    public InputStream stream() {
        return new ByteArrayInputStream(content);
    }

    /** The same blob, ready to be sent to other servers. */
    public LocalBlob toLocal() {
        return new LocalBlob(hash, content.length, type, this::stream);
    }

    /** The name of its file unless another one is chosen: hash, dot, extension. */
    public String fileName() {
        return hash + "." + extension();
    }

    /**
     * Writes it into a folder, under {@link #fileName}; returns the file.
     *
     * @throws BlossomException.LocalFailure if it cannot be written
     */
    public Path saveIn(Path folder) {
        return saveAs(folder.resolve(fileName()));
    }

    /**
     * Writes it into a file, which is replaced if it is there, and never half written; returns the file.
     *
     * @throws BlossomException.LocalFailure if it cannot be written
     */
    public Path saveAs(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, content);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BlossomException.LocalFailure("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }
}
