package dev.bluebell.bluesky.http;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of a body come from. */
@FunctionalInterface
public interface ContentSource {

    /** Opens them from the beginning; called again for every time that they are sent. Whoever calls it closes it. */
    InputStream open() throws IOException;
}
