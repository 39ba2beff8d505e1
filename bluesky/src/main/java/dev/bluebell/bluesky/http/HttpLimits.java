package dev.bluebell.bluesky.http;

import java.time.Duration;

/**
 * How long to wait for a server, and how much to take from it.
 *
 * @param connect until there is a connection
 * @param headers from the last byte that was sent until the headers of the answer
 * @param stall without a byte sent or received while a body is under way
 * @param body for the whole body of an answer
 * @param answerBytes the longest answer
 */
public record HttpLimits(Duration connect, Duration headers, Duration stall, Duration body, int answerBytes) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not more than nothing
     */
    public HttpLimits {
        if (connect.toNanos() <= 0 || headers.toNanos() <= 0 || stall.toNanos() <= 0 || body.toNanos() <= 0) {
            throw new IllegalArgumentException("a time-out must be longer than nothing");
        }
        if (answerBytes <= 0) {
            throw new IllegalArgumentException("an answer must have at least one byte");
        }
    }

    /** 10 s to connect, 30 s for headers, 20 s without a byte, 60 s for an answer of at most 8 MiB. */
    public static HttpLimits defaults() {
        return new HttpLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                8 << 20);
    }

    /** The longest that a request with a short body takes, whatever the server does. */
    public Duration longest() {
        return connect.plus(headers).plus(body);
    }
}
