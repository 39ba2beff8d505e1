package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a blob go, and the hash of those that went. Belongs to one thread. */
interface Sink {

    /** How many bytes it has. */
    long bytes();

    /** How many more bytes there is room for. */
    long freeBytes() throws IOException;

    /** Takes all that remains in the buffer. */
    void write(ByteBuffer piece) throws IOException;

    /** Whether it could drop what it has; if so, it has. */
    boolean beginAgain() throws IOException;

    /** The hash of all that it has; to be asked once, at the end. */
    BlobHash hash();

    /** What it is called when it cannot be written. */
    String name();
}
