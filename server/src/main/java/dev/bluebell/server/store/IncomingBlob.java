package dev.bluebell.server.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Bytes that are being received and have no name yet. Throws {@link StoreException} when the storage fails; after that it
 * can only be closed. Not thread-safe, save that several threads may write at places of their own.
 */
public interface IncomingBlob extends AutoCloseable {

    /** Appends the remaining bytes of {@code piece}; they are consumed. */
    void write(ByteBuffer piece);

    /** Writes the remaining bytes of {@code piece} at {@code offset}, 0 or more; they are consumed. */
    void write(ByteBuffer piece, long offset);

    /**
     * Reads what was written at {@code offset} into {@code piece}.
     *
     * @return how many bytes, or -1 behind the last one
     */
    int read(ByteBuffer piece, long offset);

    /**
     * The file on this machine in which the bytes lie until they are kept, for programs that want one to read. What is put
     * beside it, under a name that begins with the same, is removed at the next start.
     */
    Path file();

    /** Brings all bytes written so far to stable storage. A failure is final: the bytes must not be kept. */
    void sync();

    /** Gives the bytes up, unless {@link BlobStore#keep} has named them. */
    @Override
    void close();
}
