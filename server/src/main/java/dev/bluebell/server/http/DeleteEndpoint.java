package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.server.Holdings;

/**
 * {@code DELETE /<sha256>} (BUD-12): drops the claim of the one who asks. The bytes go when nobody else has claimed them.
 * However many {@code x} tags the token has, only the blob in the path is meant.
 */
final class DeleteEndpoint {

    private final Admission admission;
    private final Holdings holdings;

    DeleteEndpoint(Admission admission, Holdings holdings) {
        this.admission = admission;
        this.holdings = holdings;
    }

    Answer handle(Exchange exchange, BlobHash hash) {
        TokenVerdict.Granted token = admission.authorise(exchange, Verb.DELETE);
        Admission.covers(token, hash);
        return switch (holdings.drop(hash, token.author())) {
            case CLAIM_DROPPED, LAST_CLAIM_DROPPED -> Answer.empty(204);
            case NOT_FOUND -> Answer.refusal(404, "no blob " + hash + " is stored here");
            case NOT_OWNER -> Answer.refusal(403, "the blob belongs to others; only who uploaded it can delete it");
        };
    }
}
