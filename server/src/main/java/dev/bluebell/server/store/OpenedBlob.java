package dev.bluebell.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;

/** How the bytes of a blob can be had. */
public sealed interface OpenedBlob {

    /**
     * A file on this machine, to be sent without copying it through the process.
     *
     * @param file an immutable file; it may be unlinked at any time, and stays readable for whoever has opened it
     * @param range which of its bytes are asked for
     */
    record LocalFile(Path file, ByteRange range) implements OpenedBlob {}

    /**
     * Bytes from elsewhere, already cut to the range that was asked for.
     *
     * @param bytes exactly {@code length} bytes; the receiver closes it
     * @param length how many bytes come
     */
    record Streamed(InputStream bytes, long length) implements OpenedBlob {

        /** Gives the bytes up unread. */
        public void close() {
            try {
                bytes.close();
            } catch (IOException e) {
                throw new StoreException.Broken("a stream of the store could not be closed", e);
            }
        }
    }

    /**
     * Somewhere else that the client may ask itself.
     *
     * @param location a URL that contains the hash, as BUD-01 demands
     */
    record Redirect(URI location) implements OpenedBlob {}
}
