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
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server on 127.0.0.1. To each new connection it does what is next in line, and nothing when
 * that is used up. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    /** What happens to a connection. */
    public sealed interface Fault {

        /**
         * It is lost when so much of the answer has come.
         *
         * @param bytes counted from the first of the status line
         */
        record LostAnswer(long bytes) implements Fault {}

        /**
         * It is lost when so much of the request was sent.
         *
         * @param bytes counted from the first of the request line
         */
        record LostRequest(long bytes) implements Fault {}

        /**
         * Nothing more comes when so much of the answer has come.
         *
         * @param bytes counted from the first of the status line
         */
        record StalledAnswer(long bytes) implements Fault {}

        /**
         * Nothing more is read when so much of the request was sent.
         *
         * @param bytes counted from the first of the request line
         */
        record StalledRequest(long bytes) implements Fault {}

        /**
         * Somebody else answers, when the head of the request has come.
         *
         * @param behaviour answers
         */
        record Instead(FakeOrigin.Behaviour behaviour) implements Fault {}
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket door;
    private final URI target;
    private final Queue<Fault> faults;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private FaultProxy(ServerSocket door, URI target, List<Fault> faults) {
        this.door = door;
        this.target = target;
        this.faults = new ConcurrentLinkedQueue<>(faults);
    }

    /** {@return a proxy, listening} */
    public static FaultProxy before(URI server, Fault... faults) {
        try {
            FaultProxy proxy =
                    new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, List.of(faults));
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

    /** {@return how many connections there were} */
    public int connections() {
        return connections.get();
    }

    /** {@return how many bytes clients have sent in all} */
    public long sentBytes() {
        return sent.get();
    }

    /** {@return how many faults have not happened yet} */
    public int faultsLeft() {
        return faults.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                connections.incrementAndGet();
                sockets.add(client);
                @Nullable Fault fault = faults.poll();
                Thread.ofVirtual().start(() -> serve(client, fault));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void serve(Socket client, @Nullable Fault fault) {
        switch (fault) {
            case null -> pass(client, NEVER, NEVER, false);
            case Fault.LostRequest(long bytes) -> pass(client, bytes, NEVER, false);
            case Fault.LostAnswer(long bytes) -> pass(client, NEVER, bytes, false);
            case Fault.StalledRequest(long bytes) -> pass(client, bytes, NEVER, true);
            case Fault.StalledAnswer(long bytes) -> pass(client, NEVER, bytes, true);
            case Fault.Instead(FakeOrigin.Behaviour behaviour) -> answer(client, behaviour);
        }
    }

    private void pass(Socket client, long requestBytes, long answerBytes, boolean stalls) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
            sockets.add(server);
            Thread.ofVirtual().start(() -> pump(server, client, answerBytes, stalls, new AtomicLong()));
            pump(client, server, requestBytes, stalls, sent);
        } catch (IOException e) {
            end(client);
        }
    }

    private void pump(Socket from, Socket to, long bytes, boolean stalls, AtomicLong count) {
        byte[] piece = new byte[1 << 14];
        long left = bytes;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                out.write(piece, 0, (int) Math.min(n, left));
                left -= n;
                count.addAndGet(n);
                if (left <= 0) {
                    if (stalls) {
                        closed.await();
                    }
                    break;
                }
            }
        } catch (IOException e) {
            // One side is gone; the other one follows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
        }
    }

    private void answer(Socket client, FakeOrigin.Behaviour behaviour) {
        try {
            InputStream in = client.getInputStream();
            readHead(in);
            behaviour.answer(in, client.getOutputStream());
            client.shutdownOutput();
            // Who still sends must be able to read the answer before the connection is closed.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has gone, as a test may want.
        } finally {
            end(client);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the client broke off");
            }
            head.write(c);
        }
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
        closed.countDown();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set.copyOf(sockets).forEach(this::end);
    }
}
