package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.client.Stored;
import java.net.URI;

/**
 * A server has the blob now.
 *
 * @param stored what the server says
 * @param way how the blob came there
 */
public record Copy(Stored stored, Way way) {

    /** How a blob came to a server. */
    public sealed interface Way {}

    /** From here. */
    public record Uploaded() implements Way {}

    /**
     * The server fetched it by itself.
     *
     * @param source from where
     */
    public record Mirrored(URI source) implements Way {}

    /**
     * From here, as the server would not or could not fetch it.
     *
     * @param mirrorFailure why not
     */
    public record UploadedInstead(RuntimeException mirrorFailure) implements Way {}
}
