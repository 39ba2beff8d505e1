package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * What goes with a request so that the server grants it.
 *
 * @param token the value of {@code Authorization}
 * @param digest the hash of the body, for servers that want it under an older name
 */
record Credentials(Optional<String> token, Optional<BlobHash> digest) {

    HttpRequest.Builder on(HttpRequest.Builder request) {
        token.ifPresent(header -> request.header("Authorization", header));
        digest.ifPresent(hash -> request.header("Content-Digest", hash.hex()));
        return request;
    }

    /** For another server than the one that they were made for. */
    static Credentials none() {
        return new Credentials(Optional.empty(), Optional.empty());
    }
}
