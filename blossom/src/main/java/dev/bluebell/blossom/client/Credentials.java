package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.PaymentProof;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * What goes with a request so that the server grants it.
 *
 * @param token the value of {@code Authorization}
 * @param digest the hash of the body, for servers that want it under an older name
 * @param proof that it was paid for
 */
record Credentials(Optional<String> token, Optional<BlobHash> digest, Optional<PaymentProof> proof) {

    HttpRequest.Builder on(HttpRequest.Builder request) {
        token.ifPresent(header -> request.header("Authorization", header));
        digest.ifPresent(hash -> request.header("Content-Digest", hash.hex()));
        proof.ifPresent(it -> request.header("X-" + it.method(), it.secret()));
        return request;
    }

    /** For another server than the one that they were made for. */
    static Credentials none() {
        return new Credentials(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
