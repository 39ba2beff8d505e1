package dev.bluebell.server.policy;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.nostr.PublicKey;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of an upload or a mirror before its first byte.
 *
 * @param author who signed the token
 * @param hash the hash that the request names
 * @param sizeBytes the length that the request names
 * @param type the MIME type that the request names
 */
public record UploadRequest(PublicKey author, Optional<BlobHash> hash, OptionalLong sizeBytes, Optional<String> type) {}
