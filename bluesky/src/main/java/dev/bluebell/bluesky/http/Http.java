package dev.bluebell.bluesky.http;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks servers over connections that are kept open. No redirect is followed, as it could lead a token astray. Thread-safe.
 */
public final class Http implements AutoCloseable {

    /** What is left of the patience may grow while we wait. */
    private static final long LOOK_AGAIN = Duration.ofMillis(200).toNanos();

    /** More servers than that are not remembered as having been there. */
    private static final int MOST_KNOWN = 1000;

    private final HttpClient client;
    private final HttpLimits limits;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Connections through a client of the caller's making.
     *
     * @param client closed with this; it should follow no redirects
     */
    public Http(HttpClient client, HttpLimits limits) {
        this.client = client;
        this.limits = limits;
    }

    /** Connections of its own. */
    public static Http open(HttpLimits limits) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new Http(client, limits);
    }

    /** How long it waits, and how much it takes. */
    public HttpLimits limits() {
        return limits;
    }

    /**
     * Asks and waits for the whole answer, whatever its status.
     *
     * @throws BlueskyException.Unreachable if no whole answer comes in time
     * @throws BlueskyException.BadAnswer if it is longer than allowed
     * @throws BlueskyException.LocalFailure if what is to be sent cannot be read
     * @throws BlueskyException.Interrupted if the thread is interrupted
     */
    public HttpAnswer send(HttpQuestion question) {
        return send(question, Optional.empty());
    }

    /**
     * The same; what the server gives when it says yes goes elsewhere, and the body of the answer is empty.
     *
     * @throws BlueskyException.LocalFailure if it cannot be written there
     */
    public HttpAnswer send(HttpQuestion question, Optional<Intake> intake) {
        try (Exchange exchange = new Exchange(limits, question.content(), intake)) {
            return send(question, exchange);
        }
    }

    private HttpAnswer send(HttpQuestion question, Exchange exchange) {
        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(request(question, exchange), exchange.answer());
        try {
            HttpResponse<byte[]> answer = await(coming, question, exchange);
            remember(question.url());
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
            return new HttpAnswer(answer.statusCode(), answer.headers(), answer.body(), elapsed);
        } catch (ExecutionException e) {
            throw failure(question, exchange, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new BlueskyException.Interrupted("interrupted while waiting for " + question, e);
        }
    }

    /**
     * Begins to listen to a server over a WebSocket.
     *
     * @param url with {@code https} or, on this machine, {@code http}
     * @param mostCharacters a longer message ends the stream
     * @throws BlueskyException.Refused if the server will not
     * @throws BlueskyException.Unreachable if there is no connection in time
     */
    public MessageStream listen(URI url, int mostCharacters) {
        return MessageStream.open(client, url, mostCharacters, limits.connect().plus(limits.headers()));
    }

    private static HttpRequest request(HttpQuestion question, Exchange exchange) {
        HttpRequest.Builder request = HttpRequest.newBuilder(question.url()).header("User-Agent", "bluebell");
        question.headers().forEach(request::setHeader);
        question.content().ifPresent(content -> request.setHeader("Content-Type", content.type()));
        if ("http".equalsIgnoreCase(question.url().getScheme())) {
            // An offer to upgrade makes the reference PDS hang up.
            request.version(HttpClient.Version.HTTP_1_1);
        }
        return request.method(question.method(), exchange.publisher()).build();
    }

    private static HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> coming, HttpQuestion question, Exchange exchange)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                return coming.get(Math.clamp(exchange.nanosLeft(), 0, LOOK_AGAIN), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (exchange.nanosLeft() <= 0) {
                    coming.cancel(true);
                    String what =
                            exchange.isAnswering() ? " did not finish its answer in time" : " did not answer in time";
                    throw new BlueskyException.Unreachable(question + what, Delivery.PERHAPS, e);
                }
            }
        }
    }

    private BlueskyException failure(HttpQuestion question, Exchange exchange, Throwable cause) {
        if (cause instanceof LimitedBody.TooLong) {
            return new BlueskyException.BadAnswer(
                    "%s answered with more than %d bytes".formatted(question, exchange.mostBytes()), cause);
        }
        if (cause instanceof SinkBody.Unwritable && cause.getCause() instanceof IOException why) {
            return Exchange.unwritable(why);
        }
        return exchange.failure().orElseGet(() -> {
            Delivery delivery = Causes.delivery(cause, answered.contains(origin(question.url())));
            return new BlueskyException.Unreachable(
                    "%s got no answer: %s".formatted(question, Causes.of(question.url(), cause)), delivery, cause);
        });
    }

    private void remember(URI url) {
        if (answered.size() < MOST_KNOWN) {
            answered.add(origin(url));
        }
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Whether nothing can be asked any more. */
    public boolean isClosed() {
        return closed;
    }

    /** Gives up what is under way, and closes the connections. */
    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        client.close();
    }
}
