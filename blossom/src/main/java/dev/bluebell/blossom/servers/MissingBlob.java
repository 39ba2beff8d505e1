package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.ServerAddress;
import java.util.List;

/**
 * A blob that some servers lack.
 *
 * @param descriptor what the server says that has it
 * @param lackedBy the servers that lack it, at least one
 */
public record MissingBlob(BlobDescriptor descriptor, List<ServerAddress> lackedBy) {

    /** Copies the list. */
    public MissingBlob {
        lackedBy = List.copyOf(lackedBy);
    }
}
