package dev.bluebell.bluesky.http;

import java.io.IOException;
import java.io.OutputStream;

/** Where the bytes of an answer go. */
@FunctionalInterface
public interface ContentSink {

    /** Begins from the beginning; called again for every answer that comes. Whoever calls it closes what it gives. */
    OutputStream open() throws IOException;
}
