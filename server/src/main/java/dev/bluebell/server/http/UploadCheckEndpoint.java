package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Verb;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * {@code HEAD /upload} (BUD-06) and {@code HEAD /media} (BUD-05): what a {@code PUT} with these headers would be told before
 * its first byte.
 */
final class UploadCheckEndpoint implements Endpoint {

    private final Admission admission;
    private final Verb verb;
    private final BiConsumer<Optional<String>, OptionalLong> further;

    /**
     * A check of what needs a token for {@code verb}.
     *
     * @param further may refuse the type and length that a client names, when all else is well
     */
    UploadCheckEndpoint(Admission admission, Verb verb, BiConsumer<Optional<String>, OptionalLong> further) {
        this.admission = admission;
        this.verb = verb;
        this.further = further;
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
        admission.admit(exchange, verb, Optional.of(hash), size, type);
        further.accept(type, size);
        return Answer.empty(200);
    }
}
