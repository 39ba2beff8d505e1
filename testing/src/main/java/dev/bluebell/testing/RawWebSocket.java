package dev.bluebell.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of a WebSocket (RFC 6455) after its handshake, frame by frame, so that it can also send frames that
 * nobody should. One thread reads, any may send.
 */
public final class RawWebSocket {

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int FIN = 0x80;
    private static final int MAX_FRAME_BYTES = 16 << 20;

    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern TARGET = Pattern.compile("^GET (\\S+) ");
    private static final Pattern KEY = Pattern.compile("(?im)^Sec-WebSocket-Key: *(\\S+)");

    private final String target;
    private final DataInputStream in;
    private final OutputStream out;

    private RawWebSocket(String target, InputStream in, OutputStream out) {
        this.target = target;
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /**
     * Takes a handshake.
     *
     * @throws IOException if there is none
     */
    static RawWebSocket shakeHands(InputStream in, OutputStream out) throws IOException {
        String head = readHead(in);
        Matcher target = TARGET.matcher(head);
        Matcher key = KEY.matcher(head);
        if (!target.find() || !key.find()) {
            throw new IOException("no handshake");
        }
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key.group(1)) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        return new RawWebSocket(target.group(1), in, out);
    }

    /** Reads the head of a request. */
    static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no handshake");
            }
            head.write(c);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** {@return the path and the query that were asked for} */
    public String target() {
        return target;
    }

    /**
     * The next text message. Pings on the way to it are answered.
     *
     * @throws EOFException if the other side hangs up
     */
    public String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = readPayload();
            switch (head & 0x0F) {
                case CLOSE -> throw new EOFException("closed by the other side");
                case PING -> frame(FIN | PONG, payload);
                case PONG -> {}
                default -> message.write(payload);
            }
            if ((head & 0x0F) <= TEXT && (head & FIN) != 0) {
                return message.toString(StandardCharsets.UTF_8);
            }
        }
    }

    /** Reads until so many pings have been answered; what else comes is forgotten. */
    public void answerPings(int count) throws IOException {
        int left = count;
        while (left > 0) {
            int opcode = in.readUnsignedByte() & 0x0F;
            byte[] payload = readPayload();
            if (opcode == PING) {
                frame(FIN | PONG, payload);
                left--;
            }
        }
    }

    private byte[] readPayload() throws IOException {
        int second = in.readUnsignedByte();
        long length = switch (second & 0x7F) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> second & 0x7F;
        };
        if (length > MAX_FRAME_BYTES || (second & 0x80) == 0) {
            throw new IOException("a frame of %d bytes, or without a mask".formatted(length));
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    /** Reads and forgets everything, pings too, until the other side hangs up. */
    public void ignoreTheRest() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Sends a text message. */
    public void send(String text) throws IOException {
        frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the first part of a text message. */
    public void sendFirst(String part) throws IOException {
        frame(TEXT, part.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a further part of a text message. */
    public void sendNext(String part, boolean last) throws IOException {
        frame((last ? FIN : 0) | CONTINUATION, part.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a ping. */
    public void ping() throws IOException {
        frame(FIN | PING, new byte[0]);
    }

    /** Says farewell. */
    public void sendClose(int status, String reason) throws IOException {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        frame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + words.length)
                        .putShort((short) status)
                        .put(words)
                        .array());
    }

    /** Sends one frame, its first byte as it is given. */
    public void frame(int firstByte, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        raw(Arrays.copyOf(frame.array(), frame.position()));
    }

    /** Sends the head of a text message and promises so many bytes of it. */
    public void promise(long bytes) throws IOException {
        raw(ByteBuffer.allocate(10)
                .put((byte) (FIN | TEXT))
                .put((byte) 127)
                .putLong(bytes)
                .array());
    }

    /** Sends these very bytes. */
    public void raw(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }
}
