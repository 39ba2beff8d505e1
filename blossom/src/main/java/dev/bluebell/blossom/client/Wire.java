package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests and waits for the headers of their answers, as long as there is patience. Thread-safe. */
final class Wire {

    /** What is left of the patience may change while we wait, in either direction. */
    private static final long LOOK_AGAIN = Duration.ofMillis(200).toNanos();

    private final HttpClient http;
    private final Duration stallLimit;

    Wire(HttpClient http, Duration stallLimit) {
        this.http = http;
        this.stallLimit = stallLimit;
    }

    /** A request to which a method is to be added; plain http stays with HTTP/1.1, as upgrades confuse servers. */
    HttpRequest.Builder request(URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("User-Agent", "bluebell");
        return "http".equals(url.getScheme()) ? request.version(HttpClient.Version.HTTP_1_1) : request;
    }

    /**
     * Sends a request. The caller closes the body.
     *
     * @throws BlossomException.Unreachable if no answer begins
     */
    HttpResponse<ArrivingBody> send(HttpRequest request, Patience patience) {
        URI url = request.uri();
        CompletableFuture<HttpResponse<ArrivingBody>> answer =
                http.sendAsync(request, headers -> new ArrivingBody(url, stallLimit));
        try {
            return await(answer, url, patience);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BlossomException.Unreachable(
                    "%s cannot be reached: %s".formatted(url, Causes.ofConnection(url, cause)), cause);
        } catch (InterruptedException e) {
            abandon(answer);
            Thread.currentThread().interrupt();
            throw new BlossomException.Interrupted("interrupted while waiting for " + url, e);
        }
    }

    private static HttpResponse<ArrivingBody> await(
            CompletableFuture<HttpResponse<ArrivingBody>> answer, URI url, Patience patience)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                return answer.get(Math.min(LOOK_AGAIN, patience.nanosLeft()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (patience.nanosLeft() <= 0) {
                    abandon(answer);
                    throw new BlossomException.Unreachable(url + " did not answer in time", e);
                }
            }
        }
    }

    private static void abandon(CompletableFuture<HttpResponse<ArrivingBody>> answer) {
        answer.cancel(true);
        // Should it have come after all, nobody will read it.
        CompletableFuture<Void> unused = answer.thenAccept(late -> late.body().close());
    }
}
