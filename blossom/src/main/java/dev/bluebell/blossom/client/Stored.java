package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;

/**
 * The server has the blob now.
 *
 * @param descriptor what it says about the blob
 * @param created whether it was new to the server (status 201); older servers never say so
 */
public record Stored(BlobDescriptor descriptor, boolean created) {}
