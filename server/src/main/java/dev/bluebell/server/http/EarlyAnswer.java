package dev.bluebell.server.http;

/**
 * Ends the handling of a request with an answer, mostly a refusal. It never leaves this package, and carries no stack trace: a
 * stranger may cause as many of them as there is time for.
 */
final class EarlyAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    EarlyAnswer(int status, String reason) {
        this(Answer.refusal(status, reason));
    }

    private EarlyAnswer(Answer answer) {
        super(answer.body(), null, false, false);
        this.answer = answer;
    }

    /** The token is missing or not good enough. */
    static EarlyAnswer unauthorized(String reason) {
        return new EarlyAnswer(Answer.refusal(401, reason).with("WWW-Authenticate", "Nostr"));
    }

    /** There is no place in the queue. */
    static EarlyAnswer busy() {
        return new EarlyAnswer(
                Answer.refusal(503, "too many pictures and videos are waiting to be processed; try again")
                        .with("Retry-After", "5"));
    }

    Answer answer() {
        return answer;
    }
}
