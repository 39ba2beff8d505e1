package dev.bluebell.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server that only this machine can reach looks at first.
 *
 * <p>A web page can have its own name lead to 127.0.0.1 (DNS rebinding); the browser then takes the cache for a part of the
 * page's server. So only requests for this machine by its own names are answered. Browsers that keep web pages off local
 * networks ask in the preflight, and are told that this server is meant to be asked.
 */
final class LocalGate {

    private static final Pattern OWN_NAME =
            Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private static final String ASKED = "Access-Control-Request-Private-Network";
    private static final String ALLOWED = "Access-Control-Allow-Private-Network";

    /** Refuses what is not meant for this machine, answers preflights, and lets all else pass. */
    Optional<Answer> check(HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (host == null || !OWN_NAME.matcher(host.strip()).matches()) {
            return Optional.of(Answer.refusal(
                    421, "this cache is for programs of this machine; ask it as 127.0.0.1 or localhost"));
        }
        return request.method().equals(HttpMethod.OPTIONS) ? Optional.of(preflight(request)) : Optional.empty();
    }

    private static Answer preflight(HttpServerRequest request) {
        Answer answer = Answer.empty(204)
                .with("Access-Control-Allow-Headers", "Authorization, *")
                .with("Access-Control-Allow-Methods", "GET, HEAD")
                .with("Access-Control-Max-Age", "86400");
        return "true".equals(request.getHeader(ASKED)) ? answer.with(ALLOWED, "true") : answer;
    }
}
