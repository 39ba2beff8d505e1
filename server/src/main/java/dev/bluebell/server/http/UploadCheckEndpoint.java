package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Verb;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code HEAD /upload} (BUD-06): what a {@code PUT} with these headers would be told before its first byte. */
final class UploadCheckEndpoint implements Endpoint {

    private final Admission admission;

    UploadCheckEndpoint(Admission admission) {
        this.admission = admission;
    }

    @Override
    public Answer handle(Exchange exchange) {
        BlobHash hash = exchange.hash("X-SHA-256")
                .orElseThrow(() -> new EarlyAnswer(400, "name the blob in X-SHA-256, 64 hex digits"));
        Optional<String> type = exchange.header("X-Content-Type");
        OptionalLong size = exchange.length("X-Content-Length");
        if (size.isEmpty()) {
            throw new EarlyAnswer(411, "say how long the blob is in X-Content-Length");
        }
        admission.admit(exchange, Verb.UPLOAD, Optional.of(hash), size, type);
        return Answer.empty(200);
    }
}
