package dev.bluebell.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to a relay that is subscribed to one filter, and sends events. Thread-safe. */
final class RawRelayLink implements WebSocket.Listener, AutoCloseable {

    private static final long LONGEST_START_SECONDS = 30;

    private final Consumer<JsonNode> events;
    private final StringBuilder message = new StringBuilder();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    /** Connects and waits until the relay has given what it had. Each event gets a thread of its own. */
    RawRelayLink(URI relay, String filter, Consumer<JsonNode> events) {
        this.events = events;
        this.socket = http.newWebSocketBuilder().buildAsync(relay, this).join();
        send("[\"REQ\",\"all\"," + filter + "]");
        try {
            if (!subscribed.await(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(relay + " does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void publish(RawEvent event) {
        send("[\"EVENT\"," + event.json() + "]");
    }

    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            JsonNode json = JsonMapper.shared().readTree(message.toString());
            message.setLength(0);
            if (json.path(0).stringValue("").equals("EOSE")) {
                subscribed.countDown();
            } else if (json.path(0).stringValue("").equals("EVENT")) {
                Thread.ofVirtual().start(() -> events.accept(json.path(2)));
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
