package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.TokenTerms;
import dev.bluebell.blossom.Verb;
import java.time.Duration;
import java.util.Optional;

/**
 * What a token of this client allows on its server.
 *
 * @param hash for which blob; empty for a listing
 * @param sentence for the person who signs; empty for a plain one
 */
record Permit(Verb verb, Optional<BlobHash> hash, String sentence, Duration lifetime) {

    static Permit of(Verb verb, BlobHash hash, Authorization authorization) {
        return new Permit(verb, Optional.of(hash), authorization.sentence(), authorization.lifetime());
    }

    static Permit toList(Authorization authorization) {
        return new Permit(Verb.LIST, Optional.empty(), authorization.sentence(), authorization.lifetime());
    }

    boolean reads() {
        return verb == Verb.GET || verb == Verb.LIST;
    }

    Permit as(Verb other) {
        return new Permit(other, hash, sentence, lifetime);
    }

    /** The terms of the token, but for the server. */
    TokenTerms.Builder terms() {
        TokenTerms.Builder terms = TokenTerms.builder(verb).lifetime(lifetime);
        hash.ifPresent(terms::hash);
        return sentence.isBlank() ? terms : terms.sentence(sentence);
    }
}
