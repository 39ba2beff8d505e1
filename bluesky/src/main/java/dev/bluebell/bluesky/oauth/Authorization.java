package dev.bluebell.bluesky.oauth;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.http.OneLine;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A login that waits for a person. To be closed. Thread-safe. */
public final class Authorization implements AutoCloseable {

    /** What is asked for. */
    record Wish(Did account, String hint, String scope) {}

    private final TokenCalls calls;
    private final AuthorizationServer server;
    private final AnswerListener listener;
    private final URI url;
    private final Did account;
    private final OAuthSession session;
    private final String verifier;

    Authorization(
            TokenCalls calls,
            AuthorizationServer server,
            AnswerListener listener,
            URI url,
            Did account,
            OAuthSession session,
            String verifier) {
        this.calls = calls;
        this.server = server;
        this.listener = listener;
        this.url = url;
        this.account = account;
        this.session = session;
        this.verifier = verifier;
    }

    /** The page that the person opens, in a browser on this machine; servers keep it for some minutes. */
    public URI url() {
        return url;
    }

    /**
     * Waits until the person has answered, and fetches the tokens. Once.
     *
     * @throws BlueskyException.NotAuthenticated if the person says no, or nothing in time
     * @throws BlueskyException.BadAnswer if the answer is not that of the server that was asked, or the tokens are not those of
     *     the account
     * @throws BlueskyException if the tokens cannot be fetched
     */
    public Tokens await(Duration most) {
        Map<String, String> answer = listener.await(most);
        // Else one server could pass the code of another to us, or ours to another.
        if (!server.issuer().toString().equals(answer.get("iss"))) {
            throw new BlueskyException.BadAnswer(
                    "an answer to the login came that is not from %s; begin again".formatted(server.issuer()), null);
        }
        String code = answer.get("code");
        if (code == null) {
            throw new BlueskyException.NotAuthenticated(
                    "%s did not let %s in: %s"
                            .formatted(server.issuer(), account, OneLine.of(answer.getOrDefault("error", "no reason"))),
                    null);
        }
        return Tokens.read(
                calls.post(
                        server.token(),
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                listener.url().toString(),
                                "client_id",
                                session.clientId(),
                                "code_verifier",
                                verifier),
                        DpopKey.parse(session.key()),
                        () -> {}),
                account,
                session);
    }

    /** Listens no more. */
    @Override
    public void close() {
        listener.close();
    }
}
