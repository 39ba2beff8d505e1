package dev.bluebell.bench;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Token;
import dev.bluebell.blossom.TokenTerms;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** Signs with the key in {@code BLUEBELL_NSEC}, or with one of its own. */
final class Tokens {

    private final Signer signer;

    Tokens() {
        SecureRandom random = new SecureRandom();
        String given = System.getenv("BLUEBELL_NSEC");
        this.signer = new KeySigner(given == null ? SecretKey.generate(random) : SecretKey.parse(given), random);
    }

    String upload(BlobHash hash) {
        return sign(TokenTerms.builder(Verb.UPLOAD).hash(hash));
    }

    String delete(BlobHash hash, URI server) {
        return sign(TokenTerms.builder(Verb.DELETE).hash(hash).server(server));
    }

    private String sign(TokenTerms.Builder builder) {
        TokenTerms terms = builder.lifetime(Duration.ofDays(1)).build();
        return Token.sign(terms, signer, InstantSource.system()).header();
    }

    static BlobHash hash(byte[] blob) {
        try {
            return BlobHash.of(MessageDigest.getInstance("SHA-256").digest(blob));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
