package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.Token;
import dev.bluebell.blossom.TokenTerms;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Signer;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Has tokens made for one server, if anybody is there to sign them.
 *
 * @param fullUrl whether the tokens also name the server by its URL
 */
record Tokens(Optional<Signer> signer, ServerAddress server, InstantSource clock, boolean fullUrl) {

    /** The {@code Authorization} header for one blob. */
    Optional<String> header(Verb verb, BlobHash hash, WriteOptions options) {
        return sign(TokenTerms.builder(verb).hash(hash), options);
    }

    /** The {@code Authorization} header for a listing. */
    Optional<String> listHeader() {
        return sign(TokenTerms.builder(Verb.LIST), WriteOptions.defaults());
    }

    private Optional<String> sign(TokenTerms.Builder terms, WriteOptions options) {
        terms.lifetime(options.lifetime());
        if (!options.sentence().isBlank()) {
            terms.sentence(options.sentence());
        }
        if (fullUrl) {
            terms.serverWithUrl(server.uri());
        } else {
            terms.server(server.uri());
        }
        return signer.map(one -> Token.sign(terms.build(), one, clock).header());
    }
}
