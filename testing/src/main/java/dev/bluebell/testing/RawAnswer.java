package dev.bluebell.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer as it came over the wire. Immutable. */
public final class RawAnswer {

    private final int status;
    private final List<Header> headers;
    private final byte[] body;

    private record Header(String name, String value) {}

    private RawAnswer(int status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static RawAnswer read(InputStream in, boolean withBody) throws IOException {
        String line = line(in);
        if (!line.matches("HTTP/1\\.[01] [0-9]{3}( .*)?")) {
            throw new IOException("this is no status line: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        List<Header> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.add(new Header(
                    header.substring(0, colon), header.substring(colon + 1).strip()));
        }
        RawAnswer head = new RawAnswer(status, headers, new byte[0]);
        boolean bodiless = !withBody || status < 200 || status == 204 || status == 304;
        return bodiless ? head : new RawAnswer(status, headers, head.body(in));
    }

    private byte[] body(InputStream in) throws IOException {
        if (header("Transfer-Encoding").isPresent()) {
            return chunks(in);
        }
        Optional<String> length = header("Content-Length");
        return length.isPresent() ? exactly(in, Integer.parseInt(length.get())) : in.readAllBytes();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int length = Integer.parseInt(line(in), 16);
        while (length > 0) {
            all.writeBytes(exactly(in, length));
            line(in);
            length = Integer.parseInt(line(in), 16);
        }
        line(in);
        return all.toByteArray();
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended after: " + line);
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** {@return the three digits of the status line} */
    public int status() {
        return status;
    }

    /** {@return the first header of that name, in whatever case} */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** {@return all headers of that name, in their order} */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** {@return the names of all headers, as they were written} */
    public List<String> headerNames() {
        return headers.stream().map(Header::name).toList();
    }

    /** {@return the body without the marks of its chunks, a copy} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return the body as UTF-8 text} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + headers + " with " + body.length + " bytes";
    }
}
