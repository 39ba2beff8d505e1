package dev.bluebell.blossom.client;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once, from the beginning and each time the same: once to hash, once to send. */
@FunctionalInterface
public interface BlobSource {

    /** A new stream at the first byte. Whoever opens it closes it. */
    InputStream open() throws IOException;
}
