package dev.bluebell.server;

import java.nio.ByteBuffer;

/** The body of a request or of a mirrored answer, piece by piece. Not thread-safe; one reader. */
public interface Body {

    /**
     * Waits for the next piece.
     *
     * @return some bytes, or an empty buffer at the end
     * @throws BodyException if no whole body will come
     */
    ByteBuffer next();
}
