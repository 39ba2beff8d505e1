package dev.bluebell.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Nostr relay on 127.0.0.1 that talks as it is told, however badly, with everybody who connects. Thread-safe.
 */
public final class FakeRelay implements AutoCloseable {

    /** How the relay talks on one connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Behaviour {

        /** Talks until it has nothing more to say. */
        void talk(Talk talk) throws IOException;
    }

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> received = new CopyOnWriteArrayList<>();

    private FakeRelay(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
    }

    /** {@return a relay that behaves so, listening} */
    public static FakeRelay start(Behaviour behaviour) {
        try {
            FakeRelay relay = new FakeRelay(
                    new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), behaviour);
            Thread.ofVirtual().name("fake relay").start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where it listens, beginning with {@code ws://}} */
    public URI url() {
        return URI.create("ws://127.0.0.1:" + socket.getLocalPort());
    }

    /** {@return how many have connected so far} */
    public int connections() {
        return connections.get();
    }

    /** {@return how many are connected now} */
    public int openConnections() {
        return clients.size();
    }

    /** {@return the messages that came so far and were read, of all connections} */
    public List<String> received() {
        return List.copyOf(received);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("fake relay talks").start(() -> serve(client));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket client) {
        clients.add(client);
        try (client) {
            RawWebSocket webSocket = RawWebSocket.shakeHands(client.getInputStream(), client.getOutputStream());
            behaviour.talk(new Talk(webSocket, connections.incrementAndGet()));
        } catch (IOException e) {
            // The other side has gone away, as a test may want.
        } finally {
            clients.remove(client);
        }
    }

    /** Hangs up on everybody without a word. */
    public void hangUp() {
        try {
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up on everybody without a word, and listens no more. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }

    /** One connection, from the relay's side. */
    public final class Talk {

        private static final Pattern SUBSCRIPTION = Pattern.compile("\\[\"REQ\",\"([^\"]*)\",.*");
        private static final Pattern EVENT = Pattern.compile("\\[\"(?:EVENT|AUTH)\",.*\"id\":\"([0-9a-f]{64})\".*");

        private final RawWebSocket socket;
        private final int number;

        private Talk(RawWebSocket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        /** {@return which connection this is, from 1} */
        public int number() {
            return number;
        }

        /** {@return the frames beneath} */
        public RawWebSocket socket() {
            return socket;
        }

        /** {@return the next message} */
        public String receive() throws IOException {
            String message = socket.receive();
            received.add(message);
            return message;
        }

        /** {@return the name of the next subscription that is asked for; other messages are passed over} */
        public String awaitRequest() throws IOException {
            return await(SUBSCRIPTION);
        }

        /** {@return the id of the next event that is published, or shown to prove who asks} */
        public String awaitEvent() throws IOException {
            return await(EVENT);
        }

        private String await(Pattern wanted) throws IOException {
            while (true) {
                Matcher matcher = wanted.matcher(receive());
                if (matcher.matches()) {
                    return matcher.group(1);
                }
            }
        }

        /** Reads messages until the other side hangs up. */
        public void listen() throws IOException {
            while (true) {
                receive();
            }
        }

        /** Sends a message. */
        public void send(String message) throws IOException {
            socket.send(message);
        }

        /** Sends an event for a subscription. */
        public void sendEvent(String subscription, String json) throws IOException {
            send("[\"EVENT\",\"%s\",%s]".formatted(subscription, json));
        }

        /** Says that all stored events have been sent. */
        public void sendStored(String subscription) throws IOException {
            send("[\"EOSE\",\"%s\"]".formatted(subscription));
        }

        /** Ends a subscription. */
        public void sendClosed(String subscription, String reason) throws IOException {
            send("[\"CLOSED\",\"%s\",\"%s\"]".formatted(subscription, reason));
        }

        /** Says what became of an event. */
        public void sendOk(String id, boolean accepted, String reason) throws IOException {
            send("[\"OK\",\"%s\",%s,\"%s\"]".formatted(id, accepted, reason));
        }
    }
}
