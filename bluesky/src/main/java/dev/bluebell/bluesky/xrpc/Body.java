package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.http.Content;
import dev.bluebell.bluesky.http.ContentSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a procedure is given. */
public sealed interface Body {

    /** Bytes in memory may be that many; for more there are files and streams. */
    int MOST_BYTES_IN_MEMORY = 16 << 20;

    /** Nothing. */
    record None() implements Body {}

    /**
     * A JSON tree.
     *
     * @param tree not to be changed any more
     */
    record Json(JsonNode tree) implements Body {}

    /**
     * Bytes of a known length.
     *
     * @param content what they are
     */
    record Binary(Content content) implements Body {}

    /** Nothing. */
    static Body none() {
        return new None();
    }

    /** A JSON tree, not to be changed any more. */
    static Body json(JsonNode tree) {
        return new Json(tree);
    }

    /**
     * An object of these fields; values are what JSON has, or maps and lists of those.
     *
     * @throws tools.jackson.core.JacksonException if one is not
     */
    static Body json(Map<String, ?> fields) {
        return new Json(JsonMapper.shared().valueToTree(fields));
    }

    /**
     * A file, as long as it is now.
     *
     * @param type its media type
     * @throws UncheckedIOException if there is no such file
     */
    static Body file(Path file, String type) {
        try {
            return stream(type, Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A stream of a known length.
     *
     * @param type its media type
     * @param source opened each time that it is sent
     */
    static Body stream(String type, long sizeBytes, ContentSource source) {
        return new Binary(new Content(type, sizeBytes, source));
    }

    /**
     * A few bytes, not to be changed any more.
     *
     * @param type their media type
     * @throws IllegalArgumentException if there are more than 16 MiB
     */
    static Body bytes(String type, byte[] bytes) {
        if (bytes.length > MOST_BYTES_IN_MEMORY) {
            throw new IllegalArgumentException("more than 16 MiB are sent as a file or a stream");
        }
        return stream(type, bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
