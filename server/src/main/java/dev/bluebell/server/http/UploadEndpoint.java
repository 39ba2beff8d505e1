package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.server.Holdings;
import dev.bluebell.server.Received;
import dev.bluebell.server.index.Recorded;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@code PUT /upload} (BUD-02): authorise, decide, receive, store, record, answer. {@code PUT /<sha256>}, of a draft, is the
 * same with the hash in the path.
 */
final class UploadEndpoint implements Endpoint {

    private final Intake intake;
    private final Holdings holdings;
    private final Names names;
    private final InstantSource clock;

    UploadEndpoint(Intake intake, Holdings holdings, Names names, InstantSource clock) {
        this.intake = intake;
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
        TokenVerdict.Granted token = intake.admit(exchange, Verb.UPLOAD, announced);
        try (Received received = intake.receive(exchange, token, announced, exchange.header("Content-Type"))) {
            Recorded recorded = holdings.keep(received, token.author(), clock.instant());
            return answer(recorded, names.baseUrl(exchange.request()));
        }
    }

    static Answer answer(Recorded recorded, String baseUrl) {
        return Answer.json(
                recorded.newBlob() ? 201 : 200,
                Descriptors.of(recorded.blob(), baseUrl).toJson());
    }
}
