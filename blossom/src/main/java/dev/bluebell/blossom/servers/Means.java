package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.ServerAddress;
import java.nio.file.Path;

/**
 * What all requests to several servers share.
 *
 * @param temporary where temporary files may lie
 */
record Means(ServerClients clients, ServersLimits limits, Path temporary) {

    /** A blob that a server has, for others that will not fetch it by themselves. */
    Carried carry(ServerAddress origin, BlobDescriptor blob) {
        long maxBytes = Math.min(blob.sizeBytes(), limits.temporaryBytes());
        return new Carried(clients.to(origin), blob.hash(), new Scratch(temporary), maxBytes);
    }
}
