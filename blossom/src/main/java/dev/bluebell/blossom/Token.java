package dev.bluebell.blossom;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.Signer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed permission for a Blossom server (BUD-11).
 *
 * <p>Who has it can use it until it expires, so it belongs into one header and nowhere else.
 *
 * @param event of kind {@value #KIND}
 */
public record Token(Event event) {

    /** The kind of event that a token is. */
    public static final int KIND = 24_242;

    /** Servers want the token to be made in the past, by clocks that are not ours. */
    private static final Duration HEAD_START = Duration.ofSeconds(10);

    /** Has a token for these terms signed. Blocks as long as the signer does. */
    public static Token sign(TokenTerms terms, Signer signer, InstantSource clock) {
        Instant now = clock.instant();
        List<List<String>> tags = new ArrayList<>();
        tags.add(List.of("t", terms.verb().tag()));
        tags.add(List.of("expiration", Long.toString(now.plus(terms.lifetime()).getEpochSecond())));
        terms.hashes().forEach(hash -> tags.add(List.of("x", hash.hex())));
        terms.servers().forEach(server -> tags.add(List.of("server", server)));
        return new Token(signer.sign(new EventDraft(now.minus(HEAD_START), KIND, tags, terms.sentence())));
    }

    /** The value of the {@code Authorization} header. Every server can decode it, see {@link TokenText}. */
    public String header() {
        return TokenText.write(event);
    }

    /** Does not show the event: whoever reads a log must not be able to use the token. */
    @Override
    public String toString() {
        return "Token[id=" + event.id() + "]";
    }
}
