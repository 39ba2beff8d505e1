package dev.bluebell.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name server on 127.0.0.1 that knows TXT records and nothing else; for names it was told nothing about it says that there
 * are none. Thread-safe.
 */
public final class FakeDns implements AutoCloseable {

    private static final int HEADER_BYTES = 12;
    private static final int MOST_BYTES = 512;
    private static final int NO_SUCH_NAME = 3;
    private static final int TXT = 16;

    private final DatagramSocket socket;
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();

    private FakeDns(DatagramSocket socket) {
        this.socket = socket;
    }

    /** {@return a name server, listening} */
    public static FakeDns start() {
        try {
            FakeDns dns = new FakeDns(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            Thread.ofVirtual().name("fake name server").start(dns::serve);
            return dns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return its address, as {@code dns://127.0.0.1:PORT}} */
    public String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    /** A name has these records from now on, each of at most 255 bytes. */
    public FakeDns txt(String name, String... texts) {
        records.put(name.toLowerCase(Locale.ROOT), List.of(texts));
        return this;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket asked = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
                socket.receive(asked);
                byte[] answer = answer(asked.getData());
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private byte[] answer(byte[] question) {
        ByteBuffer asked = ByteBuffer.wrap(question);
        short id = asked.getShort(0);
        asked.position(HEADER_BYTES);
        StringBuilder name = new StringBuilder();
        for (int length = asked.get(); length > 0; length = asked.get()) {
            byte[] label = new byte[length];
            asked.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        int questionEnd = asked.position() + 4;
        List<String> texts = records.getOrDefault(name.toString().toLowerCase(Locale.ROOT), List.of());
        ByteBuffer answer = ByteBuffer.allocate(MOST_BYTES);
        answer.putShort(id).putShort((short) (0x8580 | (texts.isEmpty() ? NO_SUCH_NAME : 0)));
        answer.putShort((short) 1).putShort((short) texts.size()).putInt(0);
        answer.put(question, HEADER_BYTES, questionEnd - HEADER_BYTES);
        texts.forEach(text -> put(answer, text));
        byte[] bytes = new byte[answer.flip().remaining()];
        answer.get(bytes);
        return bytes;
    }

    /** The name is that of the question, by a pointer; the class is IN, the time to live nothing. */
    private static void put(ByteBuffer answer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        answer.putShort((short) (0xc000 | HEADER_BYTES)).putShort((short) TXT).putShort((short) 1);
        answer.putInt(0).putShort((short) (bytes.length + 1));
        answer.put((byte) bytes.length).put(bytes);
    }

    @Override
    public void close() {
        socket.close();
    }
}
