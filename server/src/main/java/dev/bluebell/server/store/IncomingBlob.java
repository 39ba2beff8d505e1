package dev.bluebell.server.store;

import java.nio.ByteBuffer;

/**
 * Bytes that are being received and have no name yet. Not thread-safe. Throws {@link StoreException} when the storage
 * fails; after that it can only be closed.
 */
public interface IncomingBlob extends AutoCloseable {

    /** Appends the remaining bytes of {@code piece}; they are consumed. */
    void write(ByteBuffer piece);

    /** Brings all bytes written so far to stable storage. A failure is final: the bytes must not be kept. */
    void sync();

    /** Gives the bytes up, unless {@link BlobStore#keep} has named them. */
    @Override
    void close();
}
