package dev.bluebell.bluesky.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bluebell.bluesky.BlueskyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on 127.0.0.1 for the browser to bring one answer. What does not know the secret of the login changes nothing. */
final class AnswerListener implements AutoCloseable {

    private static final String PATH = "/callback";

    /** Where it listens, as its client is named. */
    static final String ANY_PORT = "http://127.0.0.1" + PATH;

    private static final int QUEUE = 10;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final String state;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();

    private AnswerListener(String state, HttpServer server) {
        this.state = state;
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param state the secret of this login
     * @throws BlueskyException.LocalFailure if that cannot be
     */
    static AnswerListener open(String state) {
        try {
            InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), QUEUE);
            AnswerListener listener = new AnswerListener(state, server);
            server.setExecutor(listener.threads);
            server.createContext("/", listener::serve);
            server.start();
            return listener;
        } catch (IOException e) {
            throw new BlueskyException.LocalFailure("cannot listen on 127.0.0.1 for the answer to the login", e);
        }
    }

    /** Where the browser brings the answer. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /**
     * The first answer to this login: what its query says.
     *
     * @throws BlueskyException.NotAuthenticated if there is none in time
     */
    Map<String, String> await(Duration most) {
        try {
            return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BlueskyException.NotAuthenticated(
                    "nobody logged in at the page for %d s; begin again".formatted(most.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueskyException.Interrupted("interrupted while waiting for the answer to the login", e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            if (!exchange.getRequestMethod().equals("GET") || !PATH.equals(asked.getRawPath())) {
                show(exchange, NOT_FOUND, "There is nothing here.");
                return;
            }
            Optional<Map<String, String>> query = read(Optional.ofNullable(asked.getRawQuery())
                            .orElse(""))
                    .filter(fields -> Secrets.same(state, fields.getOrDefault("state", "")));
            if (query.isEmpty()) {
                show(exchange, BAD_REQUEST, "This is no answer to the login that is waiting. Begin again.");
                return;
            }
            // The page first: once there is an answer, the listener closes.
            try {
                show(exchange, OK, "The answer has arrived. You can close this page and go back to the program.");
            } finally {
                boolean unused = answer.complete(query.get());
            }
        }
    }

    /** Empty if it cannot be read, or has something twice. */
    private static Optional<Map<String, String>> read(String query) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String field : query.split("&", -1)) {
                int equals = field.indexOf('=');
                String name = decode(equals < 0 ? field : field.substring(0, equals));
                if (fields.put(name, decode(equals < 0 ? "" : field.substring(equals + 1))) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(fields);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void show(HttpExchange exchange, int status, String words) throws IOException {
        byte[] page = ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Login</title><p>" + words
                        + "</p></html>\n")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
