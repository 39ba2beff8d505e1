package dev.bluebell.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request to be sent as it stands: nothing is escaped, checked or corrected. Immutable.
 *
 * <p>The only header that comes by itself is {@code Host}, and {@code Content-Length} or {@code Transfer-Encoding} with
 * the body.
 */
public final class RawRequest {

    private final String line;
    private final List<String> headers;
    private final byte[] body;

    private RawRequest(String line, List<String> headers, byte[] body) {
        this.line = line;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** A request without a body. */
    public static RawRequest of(String method, String target) {
        return new RawRequest(method + " " + target + " HTTP/1.1", List.of(), new byte[0]);
    }

    /** One more header; several of a name stay several. */
    public RawRequest with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name + ": " + value);
        return new RawRequest(line, more, body);
    }

    /** With a body and its {@code Content-Length}. */
    public RawRequest body(byte[] bytes) {
        return with("Content-Length", Integer.toString(bytes.length)).withBytes(bytes);
    }

    /** With a body of UTF-8 text and its {@code Content-Length}. */
    public RawRequest body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a chunked body, in chunks of at most {@code chunk} bytes. */
    public RawRequest chunked(byte[] bytes, int chunk) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += chunk) {
            chunks.writeBytes(chunkOf(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk))));
        }
        chunks.writeBytes(chunkOf(new byte[0]));
        return with("Transfer-Encoding", "chunked").withBytes(chunks.toByteArray());
    }

    /** One chunk of a chunked body; an empty one is the last. */
    public static byte[] chunkOf(byte[] bytes) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    /** With these bytes after the head, of which the headers say nothing. */
    public RawRequest withBytes(byte[] bytes) {
        return new RawRequest(line, headers, bytes.clone());
    }

    boolean isHead() {
        return line.startsWith("HEAD ");
    }

    byte[] head(String authority) {
        StringBuilder head = new StringBuilder(line).append("\r\n");
        if (headers.stream().noneMatch(header -> header.regionMatches(true, 0, "Host:", 0, 5))) {
            head.append("Host: ").append(authority).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(String authority) {
        byte[] head = head(authority);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    @Override
    public String toString() {
        return line;
    }
}
