package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hash that a client names before it sends a body: {@code X-SHA-256}, or the older {@code Content-Digest}, as RFC 9530
 * writes it and as bare hex digits, which some clients send.
 */
final class NamedHash {

    private static final Pattern SHA_256 =
            Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):", Pattern.CASE_INSENSITIVE);

    private NamedHash() {}

    /** @throws EarlyAnswer with 400 if a header is malformed, with 409 if the two disagree */
    static Optional<BlobHash> of(Exchange exchange) {
        Optional<BlobHash> named = exchange.hash("X-SHA-256");
        Optional<BlobHash> digest = exchange.header("Content-Digest").flatMap(NamedHash::digest);
        if (named.isPresent() && digest.isPresent() && !named.equals(digest)) {
            throw new EarlyAnswer(409, "X-SHA-256 and Content-Digest name different blobs");
        }
        return named.or(() -> digest);
    }

    /** @throws EarlyAnswer with 400 if a header is malformed, with 409 if one names another blob than the path */
    static void agreesWith(BlobHash path, Exchange exchange) {
        if (of(exchange).filter(named -> !named.equals(path)).isPresent()) {
            throw new EarlyAnswer(409, "the path and the headers name different blobs");
        }
    }

    /** Other algorithms may stand in the header too; they are none of our business. */
    private static Optional<BlobHash> digest(String value) {
        Matcher standard = SHA_256.matcher(value);
        if (standard.find()) {
            return Optional.of(BlobHash.of(Base64.getDecoder().decode(standard.group(1))));
        }
        Optional<BlobHash> bare = BlobHash.parse(value);
        if (bare.isEmpty() && value.regionMatches(true, 0, "sha-256", 0, 7)) {
            throw new EarlyAnswer(400, "Content-Digest must be sha-256=:BASE64: or 64 hex digits");
        }
        return bare;
    }
}
