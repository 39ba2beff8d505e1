package dev.bluebell.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small HTTP server on loopback that answers each path as it is told, however badly. It answers one request a
 * connection, and 404 for paths it was told nothing about. Thread-safe.
 */
public final class FakeOrigin implements AutoCloseable {

    /** How a path answers. */
    @FunctionalInterface
    public interface Behaviour {

        /** Writes an answer; the connection is closed afterwards. */
        void answer(InputStream in, OutputStream out) throws IOException;
    }

    /** The first byte of a connection with TLS. */
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket socket;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger handshakes = new AtomicInteger();

    private FakeOrigin(ServerSocket socket) {
        this.socket = socket;
    }

    /** {@return an origin, listening} */
    public static FakeOrigin start() {
        return start("127.0.0.1");
    }

    /** {@return an origin on another address of this machine than 127.0.0.1, listening} */
    public static FakeOrigin start(String address) {
        try {
            FakeOrigin origin = new FakeOrigin(new ServerSocket(0, 50, InetAddress.getByName(address)));
            Thread.ofVirtual().name("fake origin").start(origin::accept);
            return origin;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers {@code path} with {@code behaviour} from now on; returns its URL. */
    public URI at(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return url(path);
    }

    /** {@return the URL of a path} */
    public URI url(String path) {
        String address = socket.getInetAddress().getHostAddress();
        return URI.create("http://" + (address.contains(":") ? '[' + address + ']' : address) + ':' + port() + path);
    }

    /** {@return the port it listens on} */
    public int port() {
        return socket.getLocalPort();
    }

    /** {@return how often somebody tried to speak TLS, which this origin does not: it hangs up} */
    public int handshakes() {
        return handshakes.get();
    }

    /** {@return the heads of all requests for {@code path} so far, as they came} */
    public List<String> requests(String path) {
        return requests.stream()
                .filter(head -> head.startsWith("GET " + path + " "))
                .toList();
    }

    /** Status 200 with a type, a length and a body. */
    public static Behaviour body(String type, byte[] bytes) {
        return (in, out) -> {
            head(out, "200 OK", "Content-Type: " + type, "Content-Length: " + bytes.length);
            out.write(bytes);
        };
    }

    /** Status 200 with a body and nothing said of it: the end of the connection is its end. */
    public static Behaviour bare(byte[] bytes) {
        return (in, out) -> {
            head(out, "200 OK");
            out.write(bytes);
        };
    }

    /** Status 200 with a body in one chunk, its length unsaid. */
    public static Behaviour chunked(String type, byte[] bytes) {
        return (in, out) -> {
            head(out, "200 OK", "Content-Type: " + type, "Transfer-Encoding: chunked");
            out.write(RawRequest.chunkOf(bytes));
            out.write(RawRequest.chunkOf(new byte[0]));
        };
    }

    /** Status 200 with a body that breaks off before the length that was promised. */
    public static Behaviour cutOff(byte[] bytes, long promised) {
        return (in, out) -> {
            head(out, "200 OK", "Content-Length: " + promised);
            out.write(bytes);
        };
    }

    /** Status 200 with the beginning of a body, and then silence until the other side gives up. */
    public static Behaviour stall(byte[] bytes, long promised) {
        return (in, out) -> {
            cutOff(bytes, promised).answer(in, out);
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        };
    }

    /** No answer at all until the other side gives up. */
    public static Behaviour silence() {
        return (in, out) -> in.transferTo(OutputStream.nullOutputStream());
    }

    /** Status 200 with a body of zeros that never ends. */
    public static Behaviour endless() {
        return (in, out) -> {
            head(out, "200 OK", "Content-Type: application/octet-stream");
            byte[] zeros = new byte[64 * 1024];
            while (true) {
                out.write(zeros);
            }
        };
    }

    /** A redirect. */
    public static Behaviour redirect(int status, String location) {
        return (in, out) -> head(out, status + " Moved", "Location: " + location, "Content-Length: 0");
    }

    /** A status, and headers as lines, and nothing else. */
    public static Behaviour status(int status, String... headers) {
        return (in, out) -> {
            List<String> lines = new ArrayList<>(List.of(headers));
            lines.add("Content-Length: 0");
            head(out, status + " Status", lines.toArray(String[]::new));
        };
    }

    /** These very bytes. */
    public static Behaviour raw(String bytes) {
        return (in, out) -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void head(OutputStream out, String status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("fake origin answers").start(() -> serve(client));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            requests.add(head);
            behaviours
                    .getOrDefault(head.split(" ", 3)[1], status(404))
                    .answer(client.getInputStream(), client.getOutputStream());
        } catch (IOException e) {
            // The other side has gone away, as a test may want.
        }
    }

    private String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (head.size() == 0 && c == TLS_HANDSHAKE) {
                handshakes.incrementAndGet();
                throw new IOException("this origin speaks no TLS");
            }
            head.write(c);
            if (c == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
