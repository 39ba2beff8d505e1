package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenCheck;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.Received;
import dev.bluebell.server.policy.Decision;
import dev.bluebell.server.policy.UploadRequest;
import dev.bluebell.server.policy.UploadRule;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The first two steps of every request that needs a token: authorise, then decide. Thread-safe. */
final class Admission {

    private final Names names;
    private final TokenCheck tokens;
    private final List<UploadRule> rules;
    private final InstantSource clock;

    Admission(Names names, TokenCheck tokens, List<UploadRule> rules, InstantSource clock) {
        this.names = names;
        this.tokens = tokens;
        this.rules = rules;
        this.clock = clock;
    }

    /** {@return the checked token of a request} @throws EarlyAnswer with 401 if there is none or it is not good */
    TokenVerdict.Granted authorise(Exchange exchange, Verb verb) {
        String header = exchange.header("Authorization")
                .orElseThrow(() -> EarlyAnswer.unauthorized(
                        "this needs a token: an Authorization header with a signed event for " + verb.tag()));
        TokenVerdict verdict = tokens.check(header, verb, names.forTokens(exchange.request()), clock.instant());
        return switch (verdict) {
            case TokenVerdict.Granted granted -> granted;
            case TokenVerdict.Refused(String reason) -> throw EarlyAnswer.unauthorized(reason);
        };
    }

    /** @throws EarlyAnswer with 401 if the token was not made for {@code hash} */
    static void covers(TokenVerdict.Granted token, BlobHash hash) {
        if (!token.hashes().contains(hash)) {
            throw EarlyAnswer.unauthorized("the token has no x tag with " + hash + "; sign one for this blob");
        }
    }

    /**
     * Authorises and decides an upload, before its first byte.
     *
     * @param hash the hash that the headers name
     * @param size the length that the headers name
     */
    TokenVerdict.Granted admit(
            Exchange exchange, Verb verb, Optional<BlobHash> hash, OptionalLong size, Optional<String> type) {
        TokenVerdict.Granted token = authorise(exchange, verb);
        if (token.hashes().isEmpty()) {
            throw EarlyAnswer.unauthorized("the token has no x tag; add one with the SHA-256 of the blob");
        }
        hash.ifPresent(named -> covers(token, named));
        decide(new UploadRequest(token.author(), hash, size, type));
        return token;
    }

    /** Decides once more, by what has come or was made. */
    void decide(PublicKey author, Received received) {
        decide(new UploadRequest(
                author,
                Optional.of(received.hash()),
                OptionalLong.of(received.sizeBytes()),
                Optional.of(received.type())));
    }

    private void decide(UploadRequest request) {
        if (UploadRule.decide(rules, request) instanceof Decision.Refuse(int status, String reason)) {
            throw new EarlyAnswer(status, reason);
        }
    }
}
