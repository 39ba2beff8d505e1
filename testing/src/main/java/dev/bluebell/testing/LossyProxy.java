package dev.bluebell.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server on 127.0.0.1, passes on every byte both ways, and resets the connection after each
 * so many bytes that the client has sent, for a number of times. Thread-safe.
 */
public final class LossyProxy implements AutoCloseable {

    private final ServerSocket door;
    private final URI target;
    private final long every;
    private final AtomicInteger losses;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sinceLoss = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private LossyProxy(ServerSocket door, URI target, long every, int losses) {
        this.door = door;
        this.target = target;
        this.every = every;
        this.losses = new AtomicInteger(losses);
    }

    /**
     * {@return a proxy, listening}
     *
     * @param every after how many bytes a connection is lost
     * @param losses how many are lost in all
     */
    public static LossyProxy start(URI target, long every, int losses) {
        try {
            LossyProxy proxy =
                    new LossyProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, every, losses);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where it listens} */
    public URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** {@return how many bytes clients have sent in all} */
    public long sentBytes() {
        return sent.get();
    }

    /** {@return how many connections may still be lost} */
    public int lossesLeft() {
        return losses.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(client, server, true));
                Thread.ofVirtual().start(() -> pass(server, client, false));
            }
        } catch (IOException e) {
            // Closed, or the server is gone: the clients see it.
            close();
        }
    }

    private void pass(Socket from, Socket to, boolean lossy) {
        byte[] piece = new byte[1 << 14];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (lossy && isLost(n)) {
                    // Nothing is sent after this but a reset.
                    from.setSoLinger(true, 0);
                    break;
                }
                out.write(piece, 0, n);
            }
        } catch (IOException e) {
            // One side is gone; the other one follows.
        } finally {
            end(from);
            end(to);
        }
    }

    private boolean isLost(int bytes) {
        sent.addAndGet(bytes);
        if (sinceLoss.addAndGet(bytes) < every || losses.get() == 0) {
            return false;
        }
        sinceLoss.set(0);
        losses.decrementAndGet();
        return true;
    }

    private void end(Socket socket) {
        sockets.remove(socket);
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
        Set.copyOf(sockets).forEach(this::end);
    }
}
