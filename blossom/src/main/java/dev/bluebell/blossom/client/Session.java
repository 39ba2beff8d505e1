package dev.bluebell.blossom.client;

import dev.bluebell.blossom.ServerAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the calls of one client share.
 *
 * @param quirks what is known of the server beyond the specification
 * @param retries how often to ask
 * @param timeout until an answer begins
 * @param workTimeout until an answer begins for which the server has work to do first
 * @param stallLimit how long a transfer may stand still
 * @param resumable whether large blobs go in parts where the server takes them
 */
record Session(
        ServerAddress server,
        Wire wire,
        Tokens tokens,
        Purse purse,
        Quirks quirks,
        Retries retries,
        InstantSource clock,
        ClientLimits limits,
        Duration timeout,
        Duration workTimeout,
        Duration stallLimit,
        boolean resumable) {

    private static final int UNAUTHORIZED = 401;

    Negotiation negotiate(Leeway leeway) {
        return new Negotiation(tokens, quirks, leeway, new Payment(server, purse, leeway));
    }

    /** The way of a call: asked until it is granted, or there is nothing left to offer, and again after what may pass. */
    <T> Answer<T> ask(Leeway leeway, Negotiation.Attempt<T> attempt) {
        Negotiation negotiation = negotiate(leeway);
        return negotiation.end(
                leeway.repeatable()
                        ? retries.run(leeway::mayPass, tries -> negotiation.ask(attempt))
                        : negotiation.ask(attempt),
                attempt::isEnd);
    }

    HttpRequest.Builder request(URI url, Credentials credentials) {
        return credentials.on(wire.request(url));
    }

    /**
     * Turns a response into an answer and closes its body.
     *
     * @param value what a response of 200 to 299 means
     */
    <T> Answer<T> answer(HttpResponse<ArrivingBody> response, Function<HttpResponse<ArrivingBody>, T> value) {
        quirks.setThere(true);
        int status = response.statusCode();
        if (status == UNAUTHORIZED && Redirect.sameServer(response.uri(), server.uri())) {
            tokens.hear(response.headers());
        }
        try {
            return status >= 200 && status < 300
                    ? new Answer.Ok<>(value.apply(response))
                    : new Answer.Refused<>(response.uri(), Refusals.read(status, response.headers(), clock.instant()));
        } finally {
            response.body().close();
        }
    }

    /** The whole body of an answer that is not a blob. */
    String text(HttpResponse<ArrivingBody> response) {
        return response.body().text(limits.answerBytes(), workTimeout);
    }
}
