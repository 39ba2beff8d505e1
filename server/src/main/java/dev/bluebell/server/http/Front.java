package dev.bluebell.server.http;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.server.ServerLimits;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Takes every request: says what it is, and hands it to whoever answers it. Reads of blobs stay on the event loop, all
 * else goes to a virtual thread of its own, of which there is a limited number.
 */
final class Front {

    private static final String METHODS = "GET, HEAD, PUT, DELETE";
    private static final Duration UNLIMITED = Duration.ofDays(365);

    private final Routes routes;
    private final BiConsumer<HttpServerRequest, BlobHash> reads;
    private final Function<HttpServerRequest, Optional<Answer>> gate;
    private final Reply reply;
    private final ServerLimits limits;

    /** Those that bring a body may take their time with it; they must not keep the others out. */
    private final Capacity withBody;

    private final Capacity withoutBody;

    /**
     * A front.
     *
     * @param routes who answers all but the reads
     * @param reads answers reads of blobs, without blocking
     * @param gate may answer any request in the place of those who would
     */
    Front(
            Routes routes,
            BiConsumer<HttpServerRequest, BlobHash> reads,
            Function<HttpServerRequest, Optional<Answer>> gate,
            Reply reply,
            ServerLimits limits) {
        this.routes = routes;
        this.reads = reads;
        this.gate = gate;
        this.reply = reply;
        this.limits = limits;
        this.withBody = new Capacity(limits.requestsAtOnce(), limits.requestsPerAddress());
        this.withoutBody = new Capacity(limits.requestsAtOnce(), limits.requestsPerAddress());
    }

    void handle(HttpServerRequest request) {
        if (Reply.hasEnded(request.connection())) {
            // Sent ahead, behind one whose answer was the last.
            return;
        }
        if (!namesOneHost(request)) {
            reply.send(request, Answer.refusal(400, "a request names exactly one Host"));
            return;
        }
        if (hasOtherCoding(request)) {
            reply.send(
                    request,
                    Answer.refusal(400, "the only transfer coding here is chunked")
                            .last());
            return;
        }
        Optional<Answer> early = gate.apply(request);
        if (early.isPresent()) {
            reply.send(request, early.get());
            return;
        }
        HttpMethod method = request.method();
        String path = Objects.requireNonNullElse(request.path(), "");
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            Optional<BlobHash> blob = BlobPath.hash(path);
            if (blob.isPresent()) {
                if (Reply.hasBody(request)) {
                    reply.endWithin(request, limits.headTime());
                }
                reads.accept(request, blob.get());
                return;
            }
        }
        if (method.equals(HttpMethod.OPTIONS)) {
            reply.send(request, preflight(routes.allowed(path)));
            return;
        }
        if (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c <= '~')) {
            reply.send(
                    request, Answer.refusal(400, "a path begins with a slash and is ASCII, the rest percent-encoded"));
            return;
        }
        switch (routes.find(method.name(), path)) {
            case Routes.Found(Endpoint endpoint) -> runOnItsOwn(request, endpoint);
            case Routes.NotFound(Answer answer) -> reply.send(request, answer);
        }
    }

    /** RFC 9112, section 3.2. Older versions of HTTP know no Host, and a client may have no name to put into it. */
    private static boolean namesOneHost(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        return switch (hosts.size()) {
            case 0 -> request.version() != HttpVersion.HTTP_1_1;
            case 1 -> hosts.getFirst().isEmpty() || request.authority() != null;
            default -> false;
        };
    }

    /** A body whose end cannot be told would be read as the next request. */
    private static boolean hasOtherCoding(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return !(codings.isEmpty()
                || (codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked")));
    }

    /** BUD-01; a star does not cover Authorization, which therefore stands beside it. */
    private static Answer preflight(String allowed) {
        return Answer.empty(204)
                .with("Allow", allowed)
                .with("Access-Control-Allow-Headers", "Authorization, *")
                .with("Access-Control-Allow-Methods", allowed.contains("PATCH") ? METHODS + ", PATCH" : METHODS)
                .with("Access-Control-Max-Age", "86400");
    }

    private void runOnItsOwn(HttpServerRequest request, Endpoint endpoint) {
        Capacity capacity = Reply.hasBody(request) ? withBody : withoutBody;
        SocketAddress client = Reply.channel(request.connection()).remoteAddress();
        switch (capacity.take(client)) {
            case TAKEN -> start(request, endpoint, () -> capacity.giveBack(client));
            case SHARE_USED_UP ->
                reply.send(
                        request,
                        tryAgain(429, "your address has as many requests at once as it may have here; try again"));
            case NONE_FREE -> reply.send(request, tryAgain(503, "the server is busy; try again"));
        }
    }

    private static Answer tryAgain(int status, String reason) {
        return Answer.refusal(status, reason).with("Retry-After", "1");
    }

    private void start(HttpServerRequest request, Endpoint endpoint, Runnable afterwards) {
        request.pause();
        Exchange exchange = new Exchange(
                request, new Pace(limits.bytesPerSecond(), limits.patience(), UNLIMITED), limits.headTime());
        Patience.serverWorks(request.connection(), true);
        Thread.ofVirtual().name("request").start(() -> {
            Answer answer;
            try {
                answer = run(exchange, endpoint);
            } finally {
                // Before the answer: who has it may ask the next thing at once.
                afterwards.run();
            }
            Reply.onLoop(request, () -> {
                Patience.serverWorks(request.connection(), false);
                reply.send(request, answer);
            });
        });
    }

    private static Answer run(Exchange exchange, Endpoint endpoint) {
        try {
            return endpoint.handle(exchange);
        } catch (RuntimeException | Error e) {
            HttpServerRequest request = exchange.request();
            return Failures.answer(e, request.method() + " " + request.path());
        }
    }

    /** What the engine could not read as HTTP. */
    void handleInvalid(HttpServerRequest request) {
        if (Reply.hasEnded(request.connection())) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        Answer answer = switch (cause) {
            case HeadCheck.TooSlow slow ->
                Answer.refusal(
                        408,
                        "the head of the request took longer than "
                                + limits.headTime().toSeconds() + " s");
            case HeadCheck.UnknownVersion version -> Answer.refusal(505, "HTTP is spoken here in versions 1.0 and 1.1");
            case TooLongHttpLineException line -> Answer.refusal(414, "the request line is too long");
            case TooLongHttpHeaderException header ->
                Answer.refusal(431, "the headers are longer than " + ServerLimits.HEADER_BYTES + " bytes");
            case null, default -> Answer.refusal(400, "this is not HTTP as RFC 9112 defines it");
        };
        reply.send(request, answer.last());
    }

    /** Waits until nothing runs any more, and lets nothing start. Returns whether that came true in time. */
    boolean drain(Duration patience) {
        try {
            return withBody.drain(patience) && withoutBody.drain(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
