package dev.bluebell.server.http;

import dev.bluebell.media.FileTypes;
import dev.bluebell.server.Body;
import dev.bluebell.server.BodyException;
import dev.bluebell.server.Received;
import dev.bluebell.server.Receiver;
import dev.bluebell.server.ServerLimits;
import dev.bluebell.server.mirror.OriginGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fetches blobs from other servers, hop by hop past the guard. Thread-safe; blocks. */
final class Origins implements AutoCloseable {

    private static final int MOST_HOPS = 5;
    private static final int MOST_ADDRESSES = 3;
    private static final int PIECE = 64 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** How long the one who asks for a mirror waits for the head of an origin's answer. */
    static final Duration FIRST_BYTE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final OriginGuard guard;
    private final Receiver receiver;
    private final ServerLimits limits;
    private final Duration answerWithin;

    /**
     * A way to other servers.
     *
     * @param receiver takes what comes
     * @param firstByte how long the head of an answer may take, once there is a connection
     */
    Origins(Vertx vertx, OriginGuard guard, Receiver receiver, Duration firstByte, ServerLimits limits) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAlive(false)
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setMaxHeaderSize(ServerLimits.HEADER_BYTES)
                        .setMaxChunkSize(PIECE)
                        .setMaxRedirects(0)
                        .setHttp2ClearTextUpgrade(false),
                new PoolOptions().setHttp1MaxSize(limits.requestsAtOnce()));
        this.guard = guard;
        this.receiver = receiver;
        this.limits = limits;
        this.answerWithin =
                Collections.min(List.of(CONNECT.multipliedBy(MOST_ADDRESSES).plus(firstByte), limits.mirrorTime()));
    }

    /**
     * Fetches a blob into the store.
     *
     * @return what arrived; the caller closes it
     * @throws EarlyAnswer with 403 if the address must not be reached, 413 if the blob is too large, 502 if the origin fails
     */
    Received fetch(URI url) {
        return fetch(url, OptionalLong.empty(), UnaryOperator.identity());
    }

    /**
     * As above, of a blob that is known to be so long.
     *
     * @param through what the body passes on its way in
     */
    Received fetch(URI url, OptionalLong sizeBytes, UnaryOperator<Body> through) {
        URI hop = url;
        for (int hops = 0; hops <= MOST_HOPS; hops++) {
            Arrival arrival = ask(hop);
            Optional<URI> next = next(arrival, hop);
            if (next.isEmpty()) {
                return receive(arrival, hop, sizeBytes, through);
            }
            hop = next.get();
        }
        throw new EarlyAnswer(502, "the origin redirects more than " + MOST_HOPS + " times");
    }

    /** Where a redirect leads to; whatever it says, its connection is not needed any more. */
    private static Optional<URI> next(Arrival arrival, URI from) {
        boolean stays = false;
        try {
            Optional<URI> next = arrival.redirect(from);
            stays = next.isEmpty();
            return next;
        } finally {
            if (!stays) {
                arrival.drop();
            }
        }
    }

    /** The head of an answer, with its body waiting. */
    private record Arrival(HttpClientResponse head, PieceQueue body) {

        Optional<URI> redirect(URI from) {
            String location = head.getHeader(HttpHeaders.LOCATION);
            boolean moved = switch (head.statusCode()) {
                case 301, 302, 303, 307, 308 -> location != null;
                default -> false;
            };
            try {
                return moved ? Optional.of(from.resolve(location)) : Optional.empty();
            } catch (IllegalArgumentException e) {
                throw new EarlyAnswer(502, "the origin redirects to something that is no URL");
            }
        }

        void drop() {
            head.request().reset();
        }
    }

    private Arrival ask(URI url) {
        Future<HttpClientRequest> connected = connect(url, allowed(url));
        try {
            return connected
                    .compose(sent -> sent.send().map(this::arrived))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // An origin that keeps silent must not keep its connection.
            connected.onSuccess(HttpClientRequest::reset);
            throw new EarlyAnswer(502, "the origin " + url.getHost() + " cannot be reached or does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EarlyAnswer(503, "the server stops");
        }
    }

    private OriginGuard.Verdict.Allowed allowed(URI url) {
        return switch (guard.check(url)) {
            case OriginGuard.Verdict.Allowed allowed -> allowed;
            case OriginGuard.Verdict.Forbidden(String reason) -> throw new EarlyAnswer(403, reason);
            case OriginGuard.Verdict.Unknown(String reason) -> throw new EarlyAnswer(502, reason);
        };
    }

    /** Connects to the first address that can be reached. Only then is anything asked, so that it is asked once. */
    private Future<HttpClientRequest> connect(URI url, OriginGuard.Verdict.Allowed allowed) {
        List<RequestOptions> attempts = allowed.addresses().stream()
                .limit(MOST_ADDRESSES)
                .map(address -> request(url, SocketAddress.inetSocketAddress(allowed.port(), literal(address))))
                .toList();
        // What comes of the first goes on on the event loop; there the body is waited for before it can come.
        Future<HttpClientRequest> connected = client.request(attempts.getFirst());
        for (RequestOptions next : attempts.subList(1, attempts.size())) {
            connected = connected.recover(unreachable -> client.request(next));
        }
        return connected;
    }

    /** The connection goes to the address that was checked; Host, SNI and certificate stay those of the URL. */
    private static RequestOptions request(URI url, SocketAddress to) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toASCIIString())
                .setServer(to)
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader(HttpHeaders.USER_AGENT, "Bluebell");
    }

    /**
     * The address in digits. With the name that a resolved address carries the client would resolve once more, and the name
     * might have changed its mind.
     */
    private static String literal(InetAddress address) {
        String digits = address.getHostAddress();
        return address instanceof Inet6Address ? '[' + digits + ']' : digits;
    }

    /** On the event loop, before the first piece of the body. */
    private Arrival arrived(HttpClientResponse head) {
        return new Arrival(
                head, PieceQueue.of(head, new Pace(limits.bytesPerSecond(), limits.patience(), limits.mirrorTime())));
    }

    private Received receive(Arrival arrival, URI url, OptionalLong sizeBytes, UnaryOperator<Body> through) {
        boolean whole = false;
        try {
            if (arrival.head().statusCode() != 200) {
                throw new EarlyAnswer(
                        502, "the origin answers " + arrival.head().statusCode());
            }
            checkLength(arrival.head().getHeader(HttpHeaders.CONTENT_LENGTH), sizeBytes);
            arrival.body().start();
            Received received = receiver.receive(through.apply(arrival.body()), type(arrival.head(), url));
            whole = true;
            return received;
        } catch (BodyException.CutOff | BodyException.TooSlow e) {
            throw new EarlyAnswer(502, "the origin did not send the whole blob: " + e.getMessage());
        } finally {
            if (!whole) {
                arrival.drop();
            }
        }
    }

    /** What the origin says, else what the name of the file suggests (BUD-04); the bytes may prove both wrong. */
    private static Optional<String> type(HttpClientResponse head, URI url) {
        return Optional.ofNullable(head.getHeader(HttpHeaders.CONTENT_TYPE))
                .or(() -> FileTypes.typeOf(String.valueOf(url.getPath()))
                        .filter(type -> !type.equals(FileTypes.OCTET_STREAM)));
    }

    private void checkLength(@Nullable String contentLength, OptionalLong sizeBytes) {
        if (contentLength == null || !contentLength.matches("[0-9]{1,18}")) {
            return;
        }
        long length = Long.parseLong(contentLength);
        if (length != sizeBytes.orElse(length)) {
            throw new EarlyAnswer(502, "the origin's blob has " + length + " bytes, not " + sizeBytes.getAsLong());
        }
        if (length > receiver.limit()) {
            throw new EarlyAnswer(
                    413,
                    "the origin's blob has " + contentLength + " bytes, at most " + receiver.limit()
                            + " are taken here");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
