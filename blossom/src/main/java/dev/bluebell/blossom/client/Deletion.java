package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.Refusal;
import java.util.function.Function;

/**
 * A request to delete a blob, sent once or more. If an answer was lost and there is no such blob the next time, then the
 * request whose answer was lost has done it. Belongs to one thread.
 */
final class Deletion implements Negotiation.Attempt<Accepted> {

    private static final int NO_CONTENT = 204;

    private final Function<Credentials, Answer<Accepted>> request;
    private boolean lost;

    Deletion(Function<Credentials, Answer<Accepted>> request) {
        this.request = request;
    }

    @Override
    public Answer<Accepted> send(Credentials credentials) {
        try {
            Answer<Accepted> answer = request.apply(credentials);
            boolean gone = answer instanceof Answer.Refused<Accepted> no && no.refusal() instanceof Refusal.NotFound;
            return lost && gone ? new Answer.Ok<>(new Accepted(NO_CONTENT)) : answer;
        } catch (BlossomException.Unreachable e) {
            lost |= Causes.mayHaveArrived(e);
            throw e;
        }
    }
}
