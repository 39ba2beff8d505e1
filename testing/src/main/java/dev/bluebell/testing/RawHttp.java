package dev.bluebell.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection to an HTTP/1.1 server that sends exactly the bytes it is told, in the pieces it is told, and reads what
 * comes back.
 *
 * <p>Every wait for the server ends after 20 seconds. What breaks the connection is an {@link UncheckedIOException}. One
 * thread may send while another one reads.
 */
public final class RawHttp implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;
    private final String authority;

    private RawHttp(Socket socket, String authority) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.authority = authority;
    }

    /** Connects to the host and port of {@code server}, without TLS whatever its scheme. */
    public static RawHttp connect(URI server) {
        return connect(server, new Socket());
    }

    /** As {@link #connect(URI)}, with so small a receive buffer that a server soon notices when nobody reads. */
    public static RawHttp connectWithSmallBuffer(URI server) {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connect(server, socket);
    }

    private static RawHttp connect(URI server, Socket socket) {
        try {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) LONGEST_WAIT.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LONGEST_WAIT.toMillis());
            return new RawHttp(socket, server.getRawAuthority());
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to " + server, e);
        }
    }

    /** Asks one question on a connection of its own. */
    public static RawAnswer ask(URI server, RawRequest request) {
        try (RawHttp http = connect(server)) {
            return http.ask(request);
        }
    }

    /** Sends a request and reads the answer to it. */
    public RawAnswer ask(RawRequest request) {
        send(request);
        return request.isHead() ? readHead() : read();
    }

    /** Sends a request; {@code Host} is the address that was connected to, unless the request has its own. */
    public RawHttp send(RawRequest request) {
        return send(request.bytes(authority));
    }

    /** Sends only the head of a request, whatever it promises of a body. */
    public RawHttp sendHead(RawRequest request) {
        return send(request.head(authority));
    }

    /** Sends Latin-1 text as it stands. */
    public RawHttp send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes, at once. */
    public RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends {@code piece} again and again in the background, until the connection breaks or is closed. */
    public RawHttp keepSending(byte[] piece) {
        Thread.ofVirtual().name("keeps sending").start(() -> {
            try {
                while (!socket.isClosed()) {
                    send(piece);
                }
            } catch (UncheckedIOException e) {
                // That is what ends it.
            }
        });
        return this;
    }

    /** Says that nothing more will be sent; answers can still be read. */
    public RawHttp halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the connection with a reset, as a crash would. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the next answer with its body, be it an interim one ({@code 100}). */
    public RawAnswer read() {
        return read(true);
    }

    /** Reads the next answer to a {@code HEAD}: whatever its headers say, there is no body. */
    public RawAnswer readHead() {
        return read(false);
    }

    private RawAnswer read(boolean withBody) {
        try {
            return RawAnswer.read(in, withBody);
        } catch (IOException e) {
            throw new UncheckedIOException("no whole answer came", e);
        }
    }

    /**
     * Waits for the end of the connection.
     *
     * @return whether it ended, orderly or with a reset, without a further byte
     */
    public boolean ends() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** {@return whether something more to read is here already} */
    public boolean hasMore() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return false;
        }
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
