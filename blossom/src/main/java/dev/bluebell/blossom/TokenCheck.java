package dev.bluebell.blossom;

import dev.bluebell.nostr.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads and judges tokens as a server (BUD-11): lenient in spelling, strict in substance.
 *
 * <p>Any base64, any case of the scheme, blanks around, and every way to write a server are accepted. Id, signature,
 * kind, verb, times, servers and hashes are always checked, the costly signature last. A token may carry several
 * {@code t} tags, one of them must be the verb. A hash that is none voids the token: dropping it could widen the token to
 * every blob.
 *
 * @param skew how far {@code created_at} may lie in the future; {@code expiration} gets no such grace
 */
public record TokenCheck(Duration skew) {

    /** Lets clocks differ by 60 seconds. */
    public TokenCheck() {
        this(Duration.ofSeconds(60));
    }

    /**
     * Judges one token.
     *
     * @param authorization the whole value of the {@code Authorization} header; the caller limits its length
     * @param verb what the request does
     * @param ownNames the hosts under which this server is known, each with its port where that is not the usual one
     * @param now the server's time
     */
    public TokenVerdict check(String authorization, Verb verb, Set<String> ownNames, Instant now) {
        Event token;
        try {
            token = TokenText.read(authorization);
        } catch (BlossomException.Malformed e) {
            return new TokenVerdict.Refused(e.getMessage());
        }
        Optional<String> objection = Stream.<Supplier<Optional<String>>>of(
                        () -> kind(token),
                        () -> verb(token, verb),
                        () -> creation(token, now),
                        () -> expiration(token, now),
                        () -> server(token, ownNames),
                        () -> hashes(token),
                        () -> signature(token))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
        return objection.<TokenVerdict>map(TokenVerdict.Refused::new).orElseGet(() -> grant(token));
    }

    private static TokenVerdict grant(Event token) {
        List<BlobHash> hashes = token.tagValues("x").stream()
                .map(BlobHash::parse)
                .flatMap(Optional::stream)
                .toList();
        return new TokenVerdict.Granted(token.author(), Set.copyOf(hashes));
    }

    private static Optional<String> kind(Event token) {
        return objectUnless(
                token.kind() == Token.KIND, "the token must be of kind %d, not %d".formatted(Token.KIND, token.kind()));
    }

    private static Optional<String> verb(Event token, Verb verb) {
        return objectUnless(
                token.tagValues("t").contains(verb.tag()), "the token has no t tag '%s'".formatted(verb.tag()));
    }

    private Optional<String> creation(Event token, Instant now) {
        long ahead = token.createdAt().getEpochSecond() - now.getEpochSecond();
        return objectUnless(
                ahead <= skew.toSeconds(),
                "created_at lies %d s in the future, %d s are allowed: is the clock right?"
                        .formatted(ahead, skew.toSeconds()));
    }

    private static Optional<String> expiration(Event token, Instant now) {
        Optional<String> expiration = token.firstTag("expiration");
        if (expiration.isEmpty()) {
            return Optional.of("the token has no expiration tag");
        }
        if (!expiration.get().matches("[0-9]{1,18}")) {
            return Optional.of("the expiration tag is no time in seconds");
        }
        long left = Long.parseLong(expiration.get()) - now.getEpochSecond();
        return objectUnless(left > 0, "the token expired %d s ago".formatted(-left));
    }

    private static Optional<String> server(Event token, Set<String> ownNames) {
        boolean everywhere = named(token, "server").findAny().isEmpty();
        boolean here = token.tagValues("server").stream()
                .map(ServerTag::of)
                .anyMatch(tag -> ownNames.stream().anyMatch(tag::names));
        return objectUnless(everywhere || here, "the token is for another server: no server tag names this one");
    }

    private static Optional<String> hashes(Event token) {
        boolean allHashes = named(token, "x")
                .allMatch(tag -> tag.size() > 1 && BlobHash.parse(tag.get(1)).isPresent());
        return objectUnless(allHashes, "an x tag of the token is no SHA-256 in hex");
    }

    private static Optional<String> signature(Event token) {
        return switch (token.check()) {
            case VALID -> Optional.empty();
            case WRONG_ID -> Optional.of("the id of the token is not the hash of its content");
            case WRONG_SIGNATURE -> Optional.of("the signature of the token is wrong");
        };
    }

    private static Stream<List<String>> named(Event token, String name) {
        return token.tags().stream()
                .filter(tag -> !tag.isEmpty() && tag.getFirst().equals(name));
    }

    private static Optional<String> objectUnless(boolean fine, String objection) {
        return fine ? Optional.empty() : Optional.of(objection);
    }
}
