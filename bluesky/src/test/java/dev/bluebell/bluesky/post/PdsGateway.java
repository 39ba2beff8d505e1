package dev.bluebell.bluesky.post;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a PDS and does to each write what is next in line; everything else it passes on. Thread-safe. */
final class PdsGateway implements AutoCloseable {

    /** What happens to a write. */
    enum Fault {
        /** It is answered 502 and never arrives. */
        BAD_GATEWAY_BEFORE,
        /** It arrives and is answered 502. */
        BAD_GATEWAY_AFTER,
        /** The connection is cut before it arrives. */
        CUT_BEFORE,
        /** It arrives and the connection is cut. */
        CUT_AFTER,
        /** It arrives and is never answered. */
        SILENT_AFTER,
        /** All is well. */
        NONE
    }

    private static final List<String> WRITES =
            List.of("com.atproto.repo.putRecord", "com.atproto.repo.applyWrites", "com.atproto.repo.createRecord");
    private static final List<String> HOP =
            List.of("connection", "host", "content-length", "transfer-encoding", "upgrade");

    private final HttpServer server;
    private final URI pds;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private PdsGateway(HttpServer server, URI pds) {
        this.server = server;
        this.pds = pds;
    }

    static PdsGateway before(URI pds) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            PdsGateway gateway = new PdsGateway(server, pds);
            server.setExecutor(gateway.threads);
            server.createContext("/", gateway::serve);
            server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From the next write on. */
    void next(Fault... several) {
        faults.clear();
        faults.addAll(List.of(several));
        writes.clear();
    }

    /** The writes that came since. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String endpoint = path.substring(path.lastIndexOf('/') + 1);
            Fault fault = Fault.NONE;
            if (WRITES.contains(endpoint)) {
                writes.add(endpoint);
                Fault next = faults.poll();
                fault = next == null ? Fault.NONE : next;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (fault) {
                case BAD_GATEWAY_BEFORE -> badGateway(exchange);
                case CUT_BEFORE -> {}
                case BAD_GATEWAY_AFTER -> {
                    HttpResponse<byte[]> unused = passOn(exchange, body);
                    badGateway(exchange);
                }
                case CUT_AFTER -> {
                    HttpResponse<byte[]> unused = passOn(exchange, body);
                }
                case SILENT_AFTER -> {
                    HttpResponse<byte[]> unused = passOn(exchange, body);
                    closed.await();
                }
                case NONE -> answer(exchange, passOn(exchange, body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        pds.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> from) throws IOException {
        from.headers()
                .firstValue("content-type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(from.statusCode(), from.body().length == 0 ? -1 : from.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(from.body());
        }
    }

    private static void badGateway(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(502, -1);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
        client.close();
    }
}
