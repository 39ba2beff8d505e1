package dev.bluebell.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A service of AT Protocol on 127.0.0.1 that answers each path as it is told, and remembers what it was asked; an AppView, a
 * chat, a PLC directory. Paths it was told nothing about are answered 404. Thread-safe.
 */
public final class XrpcStub implements AutoCloseable {

    /**
     * What it was asked.
     *
     * @param method of HTTP
     * @param path without the query
     * @param query as it came, without its {@code ?}; empty if there was none
     * @param headers by their names in lower case
     * @param body as text
     * @param connection the port of the other side: the same for requests over one connection
     */
    public record Asked(
            String method, String path, String query, Map<String, String> headers, String body, int connection) {

        /** A header, by its name in lower case. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /**
     * What it answers.
     *
     * @param status of HTTP
     * @param type of the body
     * @param body as text
     * @param headers further ones
     */
    public record Told(int status, String type, String body, Map<String, String> headers) {

        /** Status 200 and JSON. */
        public static Told json(String body) {
            return json(200, body);
        }

        /** A status and JSON. */
        public static Told json(int status, String body) {
            return new Told(status, "application/json", body, Map.of());
        }

        /** An error of XRPC. */
        public static Told error(int status, String name, String message) {
            return json(status, "{\"error\":\"%s\",\"message\":\"%s\"}".formatted(name, message));
        }

        /** Plain text. */
        public static Told text(int status, String body) {
            return new Told(status, "text/plain", body, Map.of());
        }

        /** The same with a further header. */
        public Told with(String name, String value) {
            Map<String, String> more = new ConcurrentHashMap<>(headers);
            more.put(name, value);
            return new Told(status, type, body, more);
        }
    }

    /** How a path answers. */
    @FunctionalInterface
    public interface Behaviour {

        /** The answer; may wait before it gives it. */
        Told answer(Asked asked) throws InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private XrpcStub(HttpServer server) {
        this.server = server;
    }

    /** {@return a stub, listening} */
    public static XrpcStub start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            XrpcStub stub = new XrpcStub(server);
            server.setExecutor(stub.threads);
            server.createContext("/", stub::serve);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where it listens, as {@code http://127.0.0.1:PORT}} */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** An endpoint answers like that from now on. */
    public XrpcStub on(String endpoint, Behaviour behaviour) {
        return at("/xrpc/" + endpoint, behaviour);
    }

    /** An endpoint gives these answers, one after the other; the last one again and again. */
    public XrpcStub on(String endpoint, Told... answers) {
        return at("/xrpc/" + endpoint, answers);
    }

    /** A path answers like that from now on. */
    public XrpcStub at(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /** A path gives these answers, one after the other; the last one again and again. */
    public XrpcStub at(String path, Told... answers) {
        Queue<Told> left = new ArrayDeque<>(List.of(answers));
        return at(path, one -> {
            synchronized (left) {
                return left.size() > 1 ? left.remove() : left.element();
            }
        });
    }

    /** {@return all that it was asked so far} */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** {@return what it was asked of an endpoint} */
    public List<Asked> asked(String endpoint) {
        return asked.stream()
                .filter(one -> one.path().equals("/xrpc/" + endpoint))
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked one = read(exchange);
            asked.add(one);
            Told told = behaviours
                    .getOrDefault(one.path(), unknown -> Told.error(404, "NotFound", "nothing here"))
                    .answer(one);
            told.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", told.type());
            byte[] body = told.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(told.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Asked read(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT),
                        entry -> String.join(", ", entry.getValue())));
        return new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                exchange.getRemoteAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
