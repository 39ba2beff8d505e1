package dev.bluebell.blossom.client;

import dev.bluebell.blossom.ServerAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the calls of one client share.
 *
 * @param compatible whether servers are helped that are behind the specification
 * @param timeout until an answer begins
 * @param workTimeout until an answer begins for which the server has work to do first
 * @param stallLimit how long a transfer may stand still
 */
record Session(
        ServerAddress server,
        Wire wire,
        Tokens tokens,
        InstantSource clock,
        ClientLimits limits,
        boolean compatible,
        Duration timeout,
        Duration workTimeout,
        Duration stallLimit) {

    HttpRequest.Builder request(URI url, Optional<String> authorization) {
        HttpRequest.Builder request = wire.request(url);
        authorization.ifPresent(header -> request.header("Authorization", header));
        return request;
    }

    /**
     * Turns a response into an answer and closes its body.
     *
     * @param value what a response of 200 to 299 means
     */
    <T> Answer<T> answer(HttpResponse<ArrivingBody> response, Function<HttpResponse<ArrivingBody>, T> value) {
        int status = response.statusCode();
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
