package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import java.net.URI;

/**
 * A blob that came whole and has the hash that was asked for.
 *
 * @param hash of the bytes that came
 * @param sizeBytes how many they were
 * @param type the MIME type that the server gave
 * @param url where the bytes came from, after redirects
 */
public record Fetched(BlobHash hash, long sizeBytes, String type, URI url) {}
