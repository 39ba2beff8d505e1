package dev.bluebell.blossom.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that says exactly what a test wants, right or wrong, one request a connection. */
final class FakeServer implements AutoCloseable {

    /** What the server does with each request. */
    interface Behaviour {
        void answer(Exchange exchange) throws IOException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Behaviour behaviour;

    FakeServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Every request so far. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    Exchange only() {
        if (exchanges.size() != 1) {
            throw new AssertionError("expected one request, not " + exchanges);
        }
        return exchanges.getFirst();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Exchange exchange = new Exchange(connection);
            exchanges.add(exchange);
            behaviour.answer(exchange);
        } catch (IOException e) {
            // The client has gone, as some tests want it to.
        }
    }

    /** One request and its answer. */
    final class Exchange {

        private final Socket connection;
        private final InputStream in;
        private final String method;
        private final String path;
        private final Map<String, String> headers = new TreeMap<>();

        Exchange(Socket connection) throws IOException {
            this.connection = connection;
            this.in = new BufferedInputStream(connection.getInputStream());
            String[] requestLine = line().split(" ", -1);
            this.method = requestLine[0];
            this.path = requestLine[1];
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] header = line.split(": *", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
        }

        String method() {
            return method;
        }

        String path() {
            return path;
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** Reads the body, of which the client must have told the length. */
        byte[] body() throws IOException {
            int length = Integer.parseInt(header("Content-Length").orElse("0"));
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("the client broke off");
            }
            return body;
        }

        /** A whole answer; {@code headers} are lines. */
        void send(int status, String body, String... headers) throws IOException {
            send(status, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        void send(int status, byte[] body, String... headers) throws IOException {
            raw("HTTP/1.1 %d Whatever\r\n".formatted(status));
            for (String header : headers) {
                raw(header + "\r\n");
            }
            raw("Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length));
            if (!method.equals("HEAD")) {
                connection.getOutputStream().write(body);
            }
        }

        /** Whatever the test wants on the wire. */
        void raw(String text) throws IOException {
            raw(text.getBytes(StandardCharsets.UTF_8));
        }

        void raw(byte[] bytes) throws IOException {
            connection.getOutputStream().write(bytes);
            connection.getOutputStream().flush();
        }

        /** Says nothing more but keeps the connection, until the server is closed. */
        void hang() {
            pause(60_000);
        }

        /** Does nothing for a while, or until the server is closed. */
        void pause(long millis) {
            try {
                boolean unused = closed.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Ends the answer, reads a bit more, and leaves the client a moment to notice before it closes the connection. */
        void endAndLinger() throws IOException {
            in.skipNBytes(64 << 10);
            connection.shutdownOutput();
            pause(200);
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the client broke off");
                }
                if (c != '\r') {
                    line.write(c);
                }
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static URI closedPort() {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + unused.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
