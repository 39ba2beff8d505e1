package dev.bluebell.bluesky.http;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import dev.bluebell.bluesky.XrpcError;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Text messages that a server sends over a WebSocket. Only a few are read ahead, so that the server must wait for whoever is
 * slow to take them. One thread reads, any may close.
 */
public final class MessageStream implements AutoCloseable {

    /** What can come. */
    public sealed interface Arrival {

        /**
         * A message.
         *
         * @param message all of it
         */
        record Text(String message) implements Arrival {}

        /** A sign of life. */
        record Alive() implements Arrival {}

        /**
         * The end; nothing comes after it.
         *
         * @param why what happened
         */
        record Lost(String why) implements Arrival {}
    }

    private static final int READ_AHEAD = 32;

    private final URI url;
    private final int mostCharacters;
    // Holds READ_AHEAD and an end at most: nothing arrives that was not requested.
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable WebSocket open;

    private MessageStream(URI url, int mostCharacters) {
        this.url = url;
        this.mostCharacters = mostCharacters;
    }

    /**
     * Connects.
     *
     * @param url of a server, with {@code https} or, on this machine, {@code http}
     */
    static MessageStream open(HttpClient client, URI url, int mostCharacters, Duration patience) {
        MessageStream stream = new MessageStream(Loopback.check(url), mostCharacters);
        URI address = URI.create(url.toString().replaceFirst("^(?i)http", "ws"));
        CompletableFuture<WebSocket> handshake = client.newWebSocketBuilder()
                .connectTimeout(patience)
                .header("User-Agent", "bluebell")
                .buildAsync(address, stream.new Listener());
        boolean done = false;
        try {
            stream.open = handshake.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            done = true;
            return stream;
        } catch (ExecutionException e) {
            throw stream.failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new BlueskyException.Unreachable(stream + " did not answer in time", Delivery.PERHAPS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueskyException.Interrupted("interrupted while connecting to " + stream, e);
        } finally {
            if (!done) {
                stream.lose("given up"); // for the listener, if it opens after all
                handshake.cancel(true);
            }
        }
    }

    private BlueskyException failure(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException e && e.getResponse() != null) {
            return new BlueskyException.Refused(
                    this + " opened no stream", new XrpcError(e.getResponse().statusCode(), "", "", Optional.empty()));
        }
        return new BlueskyException.Unreachable(
                "%s got no stream: %s".formatted(this, Causes.of(url, cause)), Causes.delivery(cause, false), cause);
    }

    /** What has come, or nothing in that time. */
    public Optional<Arrival> next(Duration time) throws InterruptedException {
        Arrival arrival = arrivals.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        WebSocket from = open;
        if (arrival != null && from != null) {
            from.request(1);
        }
        return Optional.ofNullable(arrival);
    }

    /** Asks the other side for a sign of life. */
    public void ping() {
        WebSocket to = open;
        if (to != null) {
            var unused = to.sendPing(ByteBuffer.allocate(0)).whenComplete((sent, failure) -> {
                if (failure != null && !(failure instanceof IllegalStateException)) { // of a ping that is under way
                    lose(Causes.of(url, failure));
                }
            });
        }
    }

    private void lose(String why) {
        if (ended.compareAndSet(false, true)) {
            arrivals.add(new Arrival.Lost(why));
        }
        WebSocket from = open;
        if (from != null) {
            from.abort();
        }
    }

    /** Hangs up. */
    @Override
    public void close() {
        lose("closed here");
    }

    /** The server. */
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    /** Runs on a thread of the HTTP client, one call at a time, and never waits. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();
        private int cost;

        @Override
        public void onOpen(WebSocket from) {
            open = from;
            if (ended.get()) {
                from.abort();
            }
            from.request(READ_AHEAD);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            cost += Math.max(1, part.length()); // empty parts without an end shall have one too
            if (cost > mostCharacters) {
                lose("it sends a message of more than %d characters".formatted(mostCharacters));
                return null;
            }
            message.append(part);
            if (last) {
                arrivals.add(new Arrival.Text(message.toString()));
                message.setLength(0);
                cost = 0;
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            lose("it sends something else than text");
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
            arrivals.add(new Arrival.Alive());
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
            arrivals.add(new Arrival.Alive());
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            lose("it closed the stream (%d %s"
                            .formatted(status, OneLine.of(reason))
                            .strip() + ")");
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            lose(Causes.of(url, error));
        }
    }
}
