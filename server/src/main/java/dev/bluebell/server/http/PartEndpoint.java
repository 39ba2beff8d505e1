package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.server.Part;
import dev.bluebell.server.PartialUploads;
import dev.bluebell.server.PartialUploads.Outcome;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code PATCH /<sha256>}, the draft for uploads in parts (pull request 102 of the specification): an upload that breaks off
 * goes on with the part that is missing.
 */
final class PartEndpoint {

    private final Admission admission;
    private final PartialUploads uploads;
    private final Names names;

    PartEndpoint(Admission admission, PartialUploads uploads, Names names) {
        this.admission = admission;
        this.uploads = uploads;
        this.names = names;
    }

    Answer handle(Exchange exchange, BlobHash hash) {
        long length = exchange.length("Content-Length")
                .orElseThrow(() -> new EarlyAnswer(411, "say how long the part is in Content-Length"));
        long size = required(exchange, "Upload-Length", "how long the whole blob is");
        long offset = required(exchange, "Upload-Offset", "where the part begins");
        Optional<String> type = exchange.header("Upload-Type");
        if (type.isEmpty()) {
            throw new EarlyAnswer(400, "say in Upload-Type what the whole blob is");
        }
        NamedHash.agreesWith(hash, exchange);
        TokenVerdict.Granted token =
                admission.admit(exchange, Verb.UPLOAD, Optional.of(hash), OptionalLong.of(size), type);
        if (offset > size || length > size - offset) {
            throw new EarlyAnswer(416, "the part does not lie within the " + size + " bytes of Upload-Length");
        }
        Part part = new Part(token.author(), hash, size, type, offset, length);
        return answer(uploads.take(part, exchange.body()), exchange);
    }

    private Answer answer(Outcome outcome, Exchange exchange) {
        return switch (outcome) {
            case Outcome.Waiting() -> Answer.empty(204);
            case Outcome.Kept(var recorded) -> UploadEndpoint.answer(recorded, names.baseUrl(exchange.request()));
            case Outcome.OtherBlob(BlobHash hash) ->
                Answer.refusal(409, "the parts have the SHA-256 " + hash + "; they are dropped, send them again");
            case Outcome.Odd(String reason) -> Answer.refusal(400, reason);
            case Outcome.NoPlace() ->
                Answer.refusal(503, "too many uploads in parts at once; try again")
                        .with("Retry-After", "60");
        };
    }

    private static long required(Exchange exchange, String header, String meaning) {
        return exchange.length(header).orElseThrow(() -> new EarlyAnswer(400, "say in " + header + " " + meaning));
    }
}
