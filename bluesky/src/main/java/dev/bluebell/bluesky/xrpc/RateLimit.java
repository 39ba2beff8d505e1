package dev.bluebell.bluesky.xrpc;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How often a server may still be asked, by its own word: the tightest of the limits that applied to a call. The write budget
 * of an account is not among them.
 *
 * @param limit how often in all within the window
 * @param remaining how often still
 * @param reset when the window ends
 * @param policy the limit and the window, like {@code 3000;w=300}
 * @param retryAfter how long the server wants to be left alone
 */
public record RateLimit(
        OptionalLong limit,
        OptionalLong remaining,
        Optional<Instant> reset,
        Optional<String> policy,
        Optional<Duration> retryAfter) {

    static RateLimit read(HttpHeaders headers, Instant now) {
        return new RateLimit(
                number(headers, "RateLimit-Limit"),
                number(headers, "RateLimit-Remaining"),
                time(headers),
                headers.firstValue("RateLimit-Policy"),
                headers.firstValue("Retry-After").map(String::strip).flatMap(value -> wait(value, now)));
    }

    /** How long to wait before asking again after too many requests. */
    Optional<Duration> pause(Instant now) {
        return retryAfter.or(() -> reset.filter(now::isBefore).map(end -> Duration.between(now, end)));
    }

    private static Optional<Instant> time(HttpHeaders headers) {
        OptionalLong seconds = number(headers, "RateLimit-Reset");
        return seconds.isPresent() ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong())) : Optional.empty();
    }

    /** Longer ones are no numbers that mean anything here. */
    private static OptionalLong number(HttpHeaders headers, String name) {
        return headers.firstValue(name)
                .map(String::strip)
                .filter(value -> value.matches("[0-9]{1,10}"))
                .map(value -> OptionalLong.of(Long.parseLong(value)))
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<Duration> wait(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
