package dev.bluebell.server.store;

import dev.bluebell.blossom.BlobHash;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The bytes of blobs, by hash. It knows nothing of owners or types; those are rows of the index.
 *
 * <p>Thread-safe, save that {@link #keep} and {@link #remove} of the same hash must not run at once: the caller holds a
 * lock for the hash. Every method may block and throws {@link StoreException} when the storage fails.
 */
public interface BlobStore extends AutoCloseable {

    /** {@return a place to receive bytes into; the caller closes it, whether it was kept or not} */
    IncomingBlob receive();

    /**
     * Gives received bytes their final name. When this returns, the bytes and their name survive a loss of power.
     *
     * @param incoming bytes after {@link IncomingBlob#sync()}
     * @param hash their SHA-256, which the caller has computed while writing
     */
    void keep(IncomingBlob incoming, BlobHash hash);

    /** {@return whether no blob at all is here} */
    boolean isEmpty();

    /** {@return whether the bytes of {@code hash} are here} */
    boolean has(BlobHash hash);

    /**
     * {@return how to read a blob, or empty if it is not here}
     *
     * @param hash which blob
     * @param range which of its bytes; it lies inside the blob
     */
    Optional<OpenedBlob> open(BlobHash hash, ByteRange range);

    /** Removes the bytes of {@code hash}; does nothing if they are not here. */
    void remove(BlobHash hash);

    /**
     * Removes what a crash has left behind: half-received bytes, and every blob that is not known. Only for the start,
     * before anything is received.
     *
     * @param known gives all known hashes that begin with some hex digits
     * @return how many blobs and temporary files were removed
     */
    Swept sweep(Function<String, Set<BlobHash>> known);

    @Override
    void close();

    /**
     * What a sweep has removed.
     *
     * @param temporaryFiles uploads that were cut off, 0 or more
     * @param blobs whole blobs that no row names, 0 or more
     */
    record Swept(long temporaryFiles, long blobs) {}
}
