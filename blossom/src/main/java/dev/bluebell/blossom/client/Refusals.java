package dev.bluebell.blossom.client;

import dev.bluebell.blossom.Refusal;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** Makes refusals out of status lines and headers, and tells which of them may pass. */
final class Refusals {

    /** In trouble for the moment, by their own word or that of a gateway before them. */
    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504, 520, 521, 522, 523, 524);

    private Refusals() {}

    /** Whether the same request may be granted later. */
    static boolean mayPass(Refusal refusal) {
        return refusal instanceof Refusal.TooManyRequests || PASSING.contains(refusal.status());
    }

    /** How long the server wants to be left alone. */
    static Duration retryAfter(Refusal refusal) {
        Optional<Duration> wait = switch (refusal) {
            case Refusal.TooManyRequests r -> r.retryAfter();
            case Refusal.ServerError r -> r.retryAfter();
            default -> Optional.empty();
        };
        return wait.orElse(Duration.ZERO);
    }

    static Refusal read(int status, HttpHeaders headers, Instant now) {
        String reason = headers.firstValue("X-Reason")
                .map(OneLine::ofHeader)
                .map(Refusals::withoutSecrets)
                .orElse("");
        return switch (status) {
            case 400 -> new Refusal.BadRequest(reason);
            case 401 -> new Refusal.Unauthorized(reason);
            case 402 -> new Refusal.PaymentRequired(reason, PaymentHeaders.read(headers));
            case 403 -> new Refusal.Forbidden(reason);
            case 404 -> new Refusal.NotFound(reason);
            case 409 -> new Refusal.Conflict(reason);
            case 411 -> new Refusal.LengthRequired(reason);
            case 413 -> new Refusal.TooLarge(reason);
            case 415 -> new Refusal.UnsupportedType(reason);
            case 416 -> new Refusal.RangeNotSatisfiable(reason);
            case 422 -> new Refusal.Unprocessable(reason);
            case 429 -> new Refusal.TooManyRequests(reason, retryAfter(headers, now));
            default ->
                status >= 500 && status < 600
                        ? new Refusal.ServerError(status, reason, retryAfter(headers, now))
                        : new Refusal.Other(status, reason);
        };
    }

    /** Servers may quote what they were paid with, or the token, which are good for whoever reads them. */
    private static String withoutSecrets(String reason) {
        return reason.replaceAll("cashu[AB][A-Za-z0-9_=+/-]{8,}", "cashu…")
                .replaceAll("eyJ[A-Za-z0-9_=+/-]{8,}", "eyJ…");
    }

    private static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(value -> wait(value, now));
    }

    private static Optional<Duration> wait(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
