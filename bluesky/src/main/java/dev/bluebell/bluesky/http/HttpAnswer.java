package dev.bluebell.bluesky.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a server answered, whatever its status. Immutable. */
public final class HttpAnswer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Duration elapsed;

    HttpAnswer(int status, HttpHeaders headers, byte[] body, Duration elapsed) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.elapsed = elapsed;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the status is 200 to 299. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** All headers. */
    public HttpHeaders headers() {
        return headers;
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as it came. */
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }

    /** From the request to the last byte. */
    public Duration elapsed() {
        return elapsed;
    }
}
