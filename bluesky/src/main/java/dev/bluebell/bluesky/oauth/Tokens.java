package dev.bluebell.bluesky.oauth;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.xrpc.Fields;
import java.time.Duration;

/**
 * What a session lives on.
 *
 * @param account whose session
 * @param access shown with calls
 * @param refresh good for new ones, once
 * @param session what it is beside them
 */
public record Tokens(Did account, String access, String refresh, OAuthSession session) {

    /** A longer life is not to be believed. */
    private static final long LONGEST_SECONDS = Duration.ofDays(366).toSeconds();

    /**
     * Reads the answer of a server, which was asked for the tokens of one account.
     *
     * @throws BlueskyException.BadAnswer if they are not that account's, not bound to the key, or do not open an account
     */
    static Tokens read(Fields answer, Did account, OAuthSession asked) {
        if (!answer.text("sub").equals(account.value())) {
            throw new BlueskyException.BadAnswer(
                    "%s gave tokens that are not those of %s".formatted(asked.issuer(), account), null);
        }
        boolean bound = answer.text("token_type").equalsIgnoreCase("DPoP");
        boolean opens = (' ' + answer.text("scope") + ' ').contains(" atproto ");
        if (!bound || !opens) {
            throw new BlueskyException.BadAnswer(
                    "%s gave tokens for %s that are not the kind of AT Protocol".formatted(asked.issuer(), account),
                    null);
        }
        Duration life = answer.findNumber("expires_in")
                .map(seconds -> Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_SECONDS)))
                .orElse(Duration.ZERO);
        OAuthSession session = new OAuthSession(asked.issuer(), asked.clientId(), asked.key(), life);
        return new Tokens(account, answer.text("access_token"), answer.text("refresh_token"), session);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Tokens[%s, %s]".formatted(account, session.issuer());
    }
}
