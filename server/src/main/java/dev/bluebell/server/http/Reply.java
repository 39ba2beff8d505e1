package dev.bluebell.server.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.AttributeKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sends answers. To be used on the event loop of the request. */
final class Reply {

    private static final CharSequence ANY = HttpHeaders.createOptimized("*");
    private static final CharSequence ALLOW_ORIGIN = HttpHeaders.createOptimized("Access-Control-Allow-Origin");
    private static final CharSequence EXPOSE_HEADERS = HttpHeaders.createOptimized("Access-Control-Expose-Headers");

    /** How much of an unwanted body is still read, so that a small one does not end in a reset. */
    private static final int DRAIN_BYTES = 64 * 1024;

    /** How long a client that is still sending has to read the refusal. */
    private static final long LINGER_MILLIS = 1000;

    /** RFC 9110, section 5.6.7. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** Whether the last answer of a connection has been given; read and written on its event loop. */
    private static final AttributeKey<Boolean> ENDED = AttributeKey.valueOf(Reply.class, "ended");

    private final Vertx vertx;
    private final InstantSource clock;

    /** The value of the Date header, made once a second. */
    private volatile CharSequence date;

    Reply(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.date = now();
        vertx.setPeriodic(1000, tick -> date = now());
    }

    private CharSequence now() {
        return HttpHeaders.createOptimized(DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
    }

    /** Puts the headers that every answer has: the time, by which a client whose clock is wrong can sign again, and CORS
     * (BUD-01), on errors too. */
    HttpServerResponse begin(HttpServerRequest request, int status) {
        HttpServerResponse response = request.response().setStatusCode(status);
        response.headers().set(HttpHeaders.DATE, date).set(ALLOW_ORIGIN, ANY).set(EXPOSE_HEADERS, ANY);
        return response;
    }

    /** Does something on the event loop of a request, from whatever thread. */
    static void onLoop(HttpServerRequest request, Runnable task) {
        ((HttpServerRequestInternal) request).context().runOnContext(back -> task.run());
    }

    /** What lies below a connection of the engine. */
    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /**
     * {@return whether the last answer of a connection has been given} The engine goes on to hand over the requests that were
     * sent ahead; they must be neither carried out nor answered (RFC 9112, section 9.6).
     */
    static boolean hasEnded(HttpConnection connection) {
        return channel(connection).hasAttr(ENDED);
    }

    /** Sends a whole answer; a body that the client is still sending is cut off politely, and is the last one answered. */
    void send(HttpServerRequest request, Answer answer) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        request.response().headers().clear();
        HttpServerResponse response = begin(request, answer.status());
        answer.headers().forEach(response::putHeader);
        boolean last = answer.isLast() || (hasBody(request) && !request.isEnded());
        if (last) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            channel(request.connection()).attr(ENDED).set(true);
        }
        boolean head = request.method().equals(HttpMethod.HEAD);
        (head ? response.end() : response.end(answer.body())).onComplete(sent -> {
            if (last) {
                linger(request);
            }
        });
    }

    static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || !(length == null || length.equals("0"));
    }

    /**
     * Reads a little more, then says that no more will be answered, and leaves the connection open for a moment: closing
     * it at once would reset it, and the client might never see why.
     */
    private void linger(HttpServerRequest request) {
        vertx.setTimer(LINGER_MILLIS, timer -> request.connection().close());
        Drain drain = new Drain(request);
        if (request.isEnded()) {
            // It came while the refusal was on its way.
            drain.halfClose();
            return;
        }
        request.exceptionHandler(e -> {}).endHandler(end -> drain.halfClose()).handler(drain::take);
        request.resume();
    }

    /** Closes the connection if a body in which nobody is interested is not over by then. */
    void endWithin(HttpServerRequest request, Duration time) {
        vertx.setTimer(time.toMillis(), timer -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }

    /** Counts what is still read of an unwanted body. */
    private static final class Drain {
        private final HttpServerRequest request;
        private int drained;

        Drain(HttpServerRequest request) {
            this.request = request;
        }

        void take(Buffer piece) {
            drained += piece.length();
            if (drained > DRAIN_BYTES) {
                request.pause();
                halfClose();
            }
        }

        void halfClose() {
            if (channel(request.connection()) instanceof DuplexChannel duplex) {
                duplex.shutdownOutput().addListener(done -> {});
            }
        }
    }
}
