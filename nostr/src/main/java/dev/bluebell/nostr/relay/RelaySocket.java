package dev.bluebell.nostr.relay;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
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
 * Whole text messages to and from a relay. Only a few messages are read ahead of {@link #next}, so that a relay must wait
 * for whoever is slow to take them; what is sent waits in a short queue for a thread of its own. Thread-safe, but for one
 * reader.
 */
final class RelaySocket implements AutoCloseable {

    /** What can come. */
    sealed interface Arrival {

        /** A message. */
        record Text(String text) implements Arrival {}

        /** A sign of life. */
        record Alive() implements Arrival {}

        /** The end; nothing comes after it. */
        record Lost(String reason) implements Arrival {}
    }

    private static final int READ_AHEAD = 8;
    private static final int SEND_AHEAD = 16;
    private static final Duration LONGEST_SEND = Duration.ofSeconds(10);
    private static final Duration LONGEST_FAREWELL = Duration.ofMillis(250);

    private final RelayAddress address;
    // Holds READ_AHEAD and an end at most: nothing arrives that was not requested.
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> outgoing = new ArrayBlockingQueue<>(SEND_AHEAD);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable WebSocket webSocket;
    private volatile @Nullable Thread sender;

    private RelaySocket(RelayAddress address) {
        this.address = address;
    }

    /** Connects. */
    static RelaySocket open(HttpClient http, RelayAddress address, int maxCharacters, Duration timeout)
            throws ConnectionLost, InterruptedException {
        RelaySocket socket = new RelaySocket(address);
        CompletableFuture<WebSocket> handshake = http.newWebSocketBuilder()
                .connectTimeout(timeout)
                .buildAsync(address.uri(), socket.new Listener(maxCharacters));
        boolean open = false;
        try {
            socket.start(handshake.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
            open = true;
            return socket;
        } catch (ExecutionException e) {
            throw new ConnectionLost(Causes.of(address, e));
        } catch (TimeoutException e) {
            throw new ConnectionLost("no connection in time");
        } finally {
            if (!open) {
                socket.lose("given up"); // for the listener, if it opens after all
                handshake.cancel(true);
            }
        }
    }

    private void start(WebSocket open) {
        webSocket = open;
        Thread thread = Thread.ofVirtual().name("to " + address).unstarted(() -> sendAll(open));
        sender = thread;
        thread.start();
    }

    /** What has come, or nothing in that time. The other side may go on when it is taken. */
    Optional<Arrival> next(Duration time) throws InterruptedException {
        Arrival arrival = arrivals.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        WebSocket open = webSocket;
        if (arrival != null && open != null) {
            open.request(1);
        }
        return Optional.ofNullable(arrival);
    }

    /**
     * Puts a message into the queue of what is sent.
     *
     * @return whether there was room for it in time; there is if the relay reads
     */
    boolean send(String text, Deadline deadline) throws InterruptedException {
        return outgoing.offer(text, deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    }

    /** The same without waiting, for what the other side need not get. */
    void sendIfThereIsRoom(String text) {
        outgoing.offer(text);
    }

    /** Asks the other side for a sign of life. If that cannot even be sent any more, the connection is lost. */
    void ping() {
        WebSocket open = webSocket;
        if (open != null) {
            var unused = open.sendPing(ByteBuffer.allocate(0)).whenComplete((sent, failure) -> {
                if (failure != null
                        && !(failure instanceof IllegalStateException)) { // of a ping that is still under way
                    lose(Causes.of(address, failure));
                }
            });
        }
    }

    private void sendAll(WebSocket open) {
        try {
            while (!ended.get()) {
                open.sendText(outgoing.take(), true).get(LONGEST_SEND.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException e) {
            lose(Causes.of(address, e));
        } catch (TimeoutException e) {
            lose("it reads nothing that is sent to it");
        } catch (InterruptedException e) {
            lose("closed here"); // as it is already: nobody else interrupts this thread
        }
    }

    /** Hangs up at once. */
    void lose(String reason) {
        if (ended.compareAndSet(false, true)) {
            arrivals.add(new Arrival.Lost(reason));
        }
        WebSocket open = webSocket;
        if (open != null) {
            open.abort();
        }
        Thread thread = sender;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Hangs up with a word of farewell, if the other side listens. */
    @Override
    public void close() {
        WebSocket open = webSocket;
        if (open != null && !ended.get()) {
            try {
                open.sendClose(WebSocket.NORMAL_CLOSURE, "").get(LONGEST_FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // Then without one.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        lose("closed here");
    }

    /** Runs on a thread of the HTTP client, one call at a time, and never waits. */
    private final class Listener implements WebSocket.Listener {

        private final int maxCharacters;
        private final StringBuilder message = new StringBuilder();
        private int cost;

        private Listener(int maxCharacters) {
            this.maxCharacters = maxCharacters;
        }

        @Override
        public void onOpen(WebSocket open) {
            webSocket = open;
            if (ended.get()) {
                open.abort();
            }
            open.request(READ_AHEAD);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
            cost += Math.max(1, part.length()); // empty parts without an end shall have one too
            if (cost > maxCharacters) {
                lose("it sends a message of more than %d characters".formatted(maxCharacters));
                return null;
            }
            message.append(part);
            if (last) {
                arrivals.add(new Arrival.Text(message.toString()));
                message.setLength(0);
                cost = 0;
            } else {
                open.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
            lose("it sends something else than text");
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket open, ByteBuffer message) {
            arrivals.add(new Arrival.Alive());
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket open, ByteBuffer message) {
            arrivals.add(new Arrival.Alive());
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket open, int status, String reason) {
            lose("it closed the connection (%d %s"
                            .formatted(status, Reason.oneLine(reason))
                            .strip() + ")");
            return null;
        }

        @Override
        public void onError(WebSocket open, Throwable error) {
            lose(Causes.of(address, error));
        }
    }
}
