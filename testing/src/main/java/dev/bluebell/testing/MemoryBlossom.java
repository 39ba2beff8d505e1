package dev.bluebell.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * A Blossom server on 127.0.0.1 that keeps blobs in memory and refuses what a test wants refused. It believes every token,
 * unless it is told how strict it is, and gives every key the same list. Thread-safe.
 */
public final class MemoryBlossom implements AutoCloseable {

    /** The status by which a rule lets a request pass. */
    public static final int PASS = 0;

    private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,9})-");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * A request that came.
     *
     * @param target path and query
     * @param headers by their names in lower case
     */
    public record Request(String method, String target, Map<String, String> headers) {

        /** Copies the headers. */
        public Request {
            headers = Map.copyOf(headers);
        }

        static Request of(HttpExchange exchange) {
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            header -> header.getKey().toLowerCase(Locale.ROOT),
                            header -> header.getValue().getFirst()));
            return new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers);
        }

        /** {@return a header, whose name is in lower case, or empty} */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** {@return the token, or empty} */
        public String authorization() {
            return header("authorization");
        }

        /** {@return the type of the body, or empty} */
        public String type() {
            return header("content-type");
        }

        @Override
        public String toString() {
            return method + " " + target;
        }
    }

    /** The bytes as Latin-1, which keeps each of them. */
    private record Blob(String content, String type, long uploaded) {
        byte[] bytes() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** What it wants to be paid with status 402: some Cashu. */
    public static final String BILL = "creqAo2FpaDdmNGEyYjM5YXVjc2F0YW2BeBhodHRwczovL21pbnQuZXhhbXBsZS5jb20=";

    private final HttpServer http;
    private final Strictness strictness;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Blob> blobs = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong(1_700_000_000);
    private volatile ToIntFunction<Request> rule = request -> PASS;

    private MemoryBlossom(HttpServer http, Set<Quirk> quirks) {
        this.http = http;
        this.strictness = new Strictness(url(), quirks);
    }

    /** {@return a server without a blob that believes every token, listening} */
    public static MemoryBlossom start() {
        return start(Set.of());
    }

    /** {@return a server without a blob that has these quirks, listening; with any of them it looks at tokens} */
    public static MemoryBlossom start(Set<Quirk> quirks) {
        try {
            return start(new MemoryBlossom(HttpServer.create(anyPort(), 50), quirks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a server without a blob that believes every token and speaks TLS, listening} */
    public static MemoryBlossom startSecret(SSLContext tls) {
        try {
            HttpsServer https = HttpsServer.create(anyPort(), 50);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            return start(new MemoryBlossom(https, Set.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    private static MemoryBlossom start(MemoryBlossom server) {
        server.http.setExecutor(server.threads);
        server.http.createContext("/", server::handle);
        server.http.start();
        return server;
    }

    /** {@return where it listens} */
    public URI url() {
        String scheme = http instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + http.getAddress().getPort());
    }

    /**
     * Has every request judged from now on, before its body is read. The rule may wait.
     *
     * @param judge gives the status to refuse with, or {@link #PASS}
     */
    public void rule(ToIntFunction<Request> judge) {
        this.rule = judge;
    }

    /** Refuses every request of a method whose target begins so. */
    public void refuse(String method, String beginning, int status) {
        rule(request -> request.method().equals(method) && request.target().startsWith(beginning) ? status : PASS);
    }

    /** Has a blob from now on; returns its hash. */
    public String keep(byte[] bytes, String type) {
        String hash = sha256(bytes);
        keep(hash, bytes, type);
        return hash;
    }

    /** Answers with these bytes for that hash from now on, be it theirs or not. */
    public void keep(String hash, byte[] bytes, String type) {
        blobs.putIfAbsent(
                hash, new Blob(new String(bytes, StandardCharsets.ISO_8859_1), type, clock.getAndIncrement()));
    }

    /** {@return the hashes of all blobs, sorted} */
    public Set<String> hashes() {
        return new TreeSet<>(blobs.keySet());
    }

    /** {@return the bytes of a blob that it has} */
    public byte[] bytes(String hash) {
        return known(hash).bytes();
    }

    /** {@return the type of a blob that it has} */
    public String type(String hash) {
        return known(hash).type();
    }

    private Blob known(String hash) {
        return Optional.ofNullable(blobs.get(hash)).orElseThrow(() -> new AssertionError("there is no blob " + hash));
    }

    /** {@return all requests so far of a method whose target begins so} */
    public List<Request> requests(String method, String beginning) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.target().startsWith(beginning))
                .toList();
    }

    /** {@return all requests so far} */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.of(exchange);
            requests.add(request);
            int status = rule.applyAsInt(request);
            Strictness.Objection objection = status == PASS
                    ? strictness.objection(request)
                    : new Strictness.Objection(status, "the test wants it so");
            if (objection.status() == PASS) {
                answer(exchange, request);
            } else {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                refuse(exchange, objection.status(), objection.reason());
            }
        }
    }

    private void answer(HttpExchange exchange, Request request) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (request.method() + " " + path.replaceFirst("^/list/.*", "/list/")) {
            case "PUT /upload" -> store(exchange, exchange.getRequestBody().readAllBytes(), request.type());
            case "PUT /media" ->
                store(exchange, smaller(exchange.getRequestBody().readAllBytes()), "image/webp");
            case "PUT /mirror" -> mirror(exchange, request);
            case "HEAD /upload", "HEAD /media" -> exchange.sendResponseHeaders(strictness.statusOfCheck(), -1);
            case "GET /list/" -> list(exchange);
            default -> blob(exchange, path);
        }
    }

    private void store(HttpExchange exchange, byte[] bytes, String type) throws IOException {
        String hash = sha256(bytes);
        int status = blobs.containsKey(hash) ? 200 : strictness.statusOfNew();
        keep(hash, bytes, type);
        json(exchange, status, descriptor(hash));
    }

    /** What this server takes for an optimised picture: the first half of it. */
    public static byte[] smaller(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private void mirror(HttpExchange exchange, Request request) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher url = URL.matcher(body);
        if (!url.find()) {
            refuse(exchange, 400, "no url");
            return;
        }
        try (InputStream in = URI.create(url.group(1)).toURL().openStream()) {
            byte[] bytes = in.readAllBytes();
            if (strictness.grantsMirror(request, sha256(bytes))) {
                store(exchange, bytes, "application/octet-stream");
            } else {
                refuse(exchange, 409, "the token is for another blob");
            }
        } catch (IOException e) {
            refuse(exchange, 502, "the origin cannot be used");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        URI url = exchange.getRequestURI();
        Optional<String> cursor = parameter(url, "cursor").filter(hash -> strictness.knowsCursor());
        long until = parameter(url, "until")
                .filter(time -> strictness.pages())
                .map(Long::parseLong)
                .orElse(Long.MAX_VALUE);
        long limit = parameter(url, "limit")
                .filter(number -> strictness.pages())
                .map(Long::parseLong)
                .orElse(100L);
        String items = blobs.entrySet().stream()
                .filter(entry -> entry.getValue().uploaded() <= until)
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().uploaded()))
                .map(Map.Entry::getKey)
                .dropWhile(hash -> cursor.isPresent() && !hash.equals(cursor.get()))
                .skip(cursor.isPresent() ? 1 : 0)
                .limit(limit)
                .map(this::descriptor)
                .collect(Collectors.joining(",", "[", "]"));
        json(exchange, 200, items);
    }

    private static Optional<String> parameter(URI url, String name) {
        Matcher parameter = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url.toString());
        return parameter.find() ? Optional.of(parameter.group(1)) : Optional.empty();
    }

    private void blob(HttpExchange exchange, String path) throws IOException {
        Matcher hash = HASH.matcher(path);
        Optional<Blob> blob = hash.find() ? Optional.ofNullable(blobs.get(hash.group())) : Optional.empty();
        if (blob.isEmpty()) {
            refuse(exchange, 404, "no such blob");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "DELETE" -> {
                blobs.remove(hash.group());
                exchange.sendResponseHeaders(204, -1);
            }
            case "HEAD" -> {
                if (strictness.describesBlobs()) {
                    Headers headers = exchange.getResponseHeaders();
                    headers.set("Content-Type", blob.get().type());
                    headers.set("Content-Length", Integer.toString(blob.get().bytes().length));
                }
                exchange.sendResponseHeaders(200, -1);
            }
            case "GET" -> give(exchange, hash.group(), blob.get());
            default -> refuse(exchange, 405, "no such method");
        }
    }

    /** The whole, or the rest from a byte on. */
    private static void give(HttpExchange exchange, String hash, Blob blob) throws IOException {
        exchange.getResponseHeaders().set("ETag", '"' + hash + '"');
        Matcher range =
                RANGE.matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                        .orElse(""));
        byte[] bytes = blob.bytes();
        if (range.matches() && Integer.parseInt(range.group(1)) < bytes.length) {
            int first = Integer.parseInt(range.group(1));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(first, bytes.length - 1, bytes.length));
            send(exchange, 206, blob.type(), Arrays.copyOfRange(bytes, first, bytes.length));
        } else {
            send(exchange, 200, blob.type(), bytes);
        }
    }

    private String descriptor(String hash) {
        Blob blob = known(hash);
        return "{\"url\":\"%s/%s.bin\",\"sha256\":\"%s\",\"size\":%d,\"type\":\"%s\",\"uploaded\":%d}"
                .formatted(url(), hash, hash, blob.bytes().length, blob.type(), blob.uploaded());
    }

    private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        exchange.getResponseHeaders().set("X-Reason", reason);
        if (status == 402) {
            exchange.getResponseHeaders().set("X-Cashu", BILL);
        }
        exchange.sendResponseHeaders(status, -1);
    }

    private static void json(HttpExchange exchange, int status, String json) throws IOException {
        send(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
