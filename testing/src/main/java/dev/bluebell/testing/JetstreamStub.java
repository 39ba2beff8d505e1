package dev.bluebell.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Jetstream server (version 1) on 127.0.0.1. It sends what it is told to, and to whoever comes with a cursor first all that
 * it was told since. Filters are remembered, not applied. Thread-safe.
 */
public final class JetstreamStub implements AutoCloseable {

    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=(\\d+)");

    private record Client(Socket socket, RawWebSocket webSocket) {}

    private final ServerSocket door;
    private final NavigableMap<Long, String> events = new TreeMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private volatile int refusal;
    private volatile boolean silent;

    private JetstreamStub(ServerSocket door) {
        this.door = door;
    }

    /** {@return a server, listening} */
    public static JetstreamStub start() {
        try {
            JetstreamStub stub = new JetstreamStub(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("jetstream stub").start(stub::accept);
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where it listens} */
    public URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** {@return the paths and queries of all who have come so far} */
    public List<String> targets() {
        return List.copyOf(targets);
    }

    /** {@return how many are connected} */
    public synchronized int connected() {
        return clients.size();
    }

    /** Something happens at that time. */
    public synchronized void send(long timeMicros, String event) {
        events.put(timeMicros, event);
        sendAsItIs(event);
    }

    /** Sends something to all who are connected, and keeps nothing of it. */
    public synchronized void sendAsItIs(String message) {
        clients.removeIf(client -> !sent(client, message));
    }

    /** Refuses whoever comes with that status; 0 refuses nobody any more. */
    public void refuse(int status) {
        refusal = status;
    }

    /** Gives whoever comes from now on a connection and nothing else, not even signs of life; or goes back to normal. */
    public void silent(boolean is) {
        silent = is;
    }

    /** Hangs up on everybody without a word. */
    public synchronized void hangUp() {
        clients.forEach(client -> end(client.socket()));
        clients.clear();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (refusal != 0) {
                RawWebSocket.readHead(socket.getInputStream());
                socket.getOutputStream()
                        .write("HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n"
                                .formatted(refusal)
                                .getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            RawWebSocket webSocket = RawWebSocket.shakeHands(socket.getInputStream(), socket.getOutputStream());
            targets.add(webSocket.target());
            if (silent) {
                webSocket.ignoreTheRest();
                return;
            }
            begin(new Client(socket, webSocket));
            webSocket.receive();
        } catch (IOException e) {
            // The other side has gone away, as a test may want.
        } finally {
            forget(socket);
        }
    }

    private synchronized void begin(Client client) {
        Matcher cursor = CURSOR.matcher(client.webSocket().target());
        if (cursor.find()) {
            events.tailMap(Long.parseLong(cursor.group(1)), true).values().forEach(event -> sent(client, event));
        }
        clients.add(client);
    }

    private synchronized void forget(Socket socket) {
        clients.removeIf(client -> client.socket().equals(socket));
    }

    private static boolean sent(Client client, String message) {
        try {
            client.webSocket().send(message);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }
}
