package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.Verb;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One call with all that its server wants before it agrees: a token, another token, a digest, money. Each is given once;
 * what helped is remembered for the calls to come. Belongs to one thread.
 */
final class Negotiation {

    /** Sends the request once. */
    @FunctionalInterface
    interface Attempt<T> {
        Answer<T> send(Credentials credentials);

        /** Whether this ends what the call is for. Of a blob that goes in parts, only the answer to the last one does. */
        default boolean isEnd(T value) {
            return true;
        }
    }

    private final Tokens tokens;
    private final Quirks quirks;
    private final Leeway leeway;
    private final Payment payment;
    private Optional<Permit> permit;
    private Optional<String> token = Optional.empty();
    private Optional<BlobHash> digest;
    private boolean signs;
    private boolean signedAgain;

    Negotiation(Tokens tokens, Quirks quirks, Leeway leeway, Payment payment) {
        this.tokens = tokens;
        this.quirks = quirks;
        this.leeway = leeway;
        this.payment = payment;
        this.signs = leeway.carriesTokenAtOnce();
        this.permit = leeway.permit().map(it -> quirks.takesMediaAsUpload() && isMedia(it) ? it.as(Verb.UPLOAD) : it);
        this.digest = quirks.wantsDigest() ? leeway.digest() : Optional.empty();
    }

    /** Sends the request, and again as long as there is something new to offer for a refusal. */
    <T> Answer<T> ask(Attempt<T> attempt) {
        Answer<T> answer = attempt.send(credentials());
        while (answer instanceof Answer.Refused<T>(URI url, Refusal refusal)
                && leeway.repeatable()
                && meets(url, refusal)) {
            answer = attempt.send(credentials());
        }
        remember(answer);
        return answer;
    }

    /** The same answer, when it is the last one of the call. */
    <T> Answer<T> end(Answer<T> answer, Predicate<T> isEnd) {
        return payment.settle(answer, isEnd);
    }

    private Credentials credentials() {
        token = signs ? permit.flatMap(tokens::header) : Optional.empty();
        return new Credentials(token, digest, payment.proof());
    }

    private boolean meets(URI url, Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthorized no -> signs ? signsBetter() : signsAtLast();
            case Refusal.PaymentRequired bill -> payment.make(url, bill);
            case Refusal.BadRequest no -> !payment.made() && addsDigest();
            default -> false;
        };
    }

    private boolean signsAtLast() {
        signs = leeway.mayCarryToken() && tokens.canSign();
        return signs;
    }

    /** A token with the server's time and full name; where media are taken for uploads, one for those. */
    private boolean signsBetter() {
        if (token.isEmpty()) {
            return false;
        }
        if (!signedAgain) {
            signedAgain = true;
            if (tokens.canBetter(permit.orElseThrow(), token.get())) {
                return true;
            }
        }
        boolean media = permit.filter(Negotiation::isMedia).isPresent();
        permit = permit.map(it -> it.as(media ? Verb.UPLOAD : it.verb()));
        return media;
    }

    private boolean addsDigest() {
        boolean fresh = digest.isEmpty();
        digest = leeway.digest();
        return fresh && digest.isPresent();
    }

    private void remember(Answer<?> answer) {
        if (answer instanceof Answer.Ok) {
            quirks.learn(digest.isPresent(), !permit.equals(leeway.permit()));
        }
    }

    private static boolean isMedia(Permit one) {
        return one.verb() == Verb.MEDIA;
    }
}
