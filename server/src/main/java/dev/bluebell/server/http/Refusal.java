package dev.bluebell.server.http;

/**
 * Ends the handling of a request early with an answer. It never leaves this package, and carries no stack trace: a
 * stranger may cause as many of them as there is time for.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(int status, String reason) {
        this(Answer.refusal(status, reason));
    }

    private Refusal(Answer answer) {
        super(answer.body(), null, false, false);
        this.answer = answer;
    }

    /** The token is missing or not good enough. */
    static Refusal unauthorized(String reason) {
        return new Refusal(Answer.refusal(401, reason).with("WWW-Authenticate", "Nostr"));
    }

    Answer answer() {
        return answer;
    }
}
