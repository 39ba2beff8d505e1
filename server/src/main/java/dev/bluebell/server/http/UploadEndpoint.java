package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.server.Holdings;
import dev.bluebell.server.Received;
import dev.bluebell.server.Receiver;
import dev.bluebell.server.index.Recorded;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code PUT /upload} (BUD-02): authorise, decide, receive, store, record, answer. {@code PUT /<sha256>}, of a draft, is the
 * same with the hash in the path.
 */
final class UploadEndpoint implements Endpoint {

    private final Admission admission;
    private final Receiver receiver;
    private final Holdings holdings;
    private final Names names;
    private final InstantSource clock;

    UploadEndpoint(Admission admission, Receiver receiver, Holdings holdings, Names names, InstantSource clock) {
        this.admission = admission;
        this.receiver = receiver;
        this.holdings = holdings;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public Answer handle(Exchange exchange) {
        return take(exchange, NamedHash.of(exchange));
    }

    /** An upload to {@code /<sha256>}. */
    Answer handle(Exchange exchange, BlobHash path) {
        NamedHash.agreesWith(path, exchange);
        return take(exchange, Optional.of(path));
    }

    private Answer take(Exchange exchange, Optional<BlobHash> announced) {
        Optional<String> type = exchange.header("Content-Type");
        OptionalLong size = exchange.length("Content-Length");
        if (size.isEmpty() && !exchange.chunked()) {
            throw new EarlyAnswer(411, "say how long the blob is in Content-Length, or send it chunked");
        }
        TokenVerdict.Granted token = admission.admit(exchange, Verb.UPLOAD, announced, size, type);
        try (Received received = receiver.receive(exchange.body(), type)) {
            checkHash(received.hash(), announced, token);
            Recorded recorded = holdings.keep(received, token.author(), clock.instant());
            return answer(recorded, names.baseUrl(exchange.request()));
        }
    }

    private static void checkHash(BlobHash arrived, Optional<BlobHash> announced, TokenVerdict.Granted token) {
        if (announced.isPresent() && !announced.get().equals(arrived)) {
            throw new EarlyAnswer(409, "the body has the SHA-256 " + arrived + ", the headers say " + announced.get());
        }
        Admission.covers(token, arrived);
    }

    static Answer answer(Recorded recorded, String baseUrl) {
        return Answer.json(
                recorded.newBlob() ? 201 : 200,
                Descriptors.of(recorded.blob(), baseUrl).toJson());
    }
}
