package dev.bluebell.blossom.client;

import java.net.URI;
import java.util.OptionalLong;

/**
 * What a server says about a blob without sending it. Nothing of it is proven.
 *
 * @param type the MIME type
 * @param sizeBytes if the server says so
 * @param ranges whether parts of the blob can be asked for
 * @param url who answered, after redirects
 */
public record BlobHead(String type, OptionalLong sizeBytes, boolean ranges, URI url) {}
