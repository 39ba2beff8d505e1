package dev.bluebell.blossom.client;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The time as a server sees it: ours, until the server has said otherwise. Thread-safe. */
final class ServerClock implements InstantSource {

    /** A {@code Date} header counts whole seconds and was on its way for a while. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(5);

    private final InstantSource own;
    private volatile Duration difference = Duration.ZERO;

    ServerClock(InstantSource own) {
        this.own = own;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(difference);
    }

    /** By how much the server is ahead. */
    Duration difference() {
        return difference;
    }

    /** Takes over the time of an answer that has just come. */
    void set(HttpHeaders headers) {
        try {
            headers.firstValue("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .ifPresent(date -> set(date.toInstant()));
        } catch (DateTimeException e) {
            // A server that cannot write a date has none to be trusted.
        }
    }

    private void set(Instant serverTime) {
        if (Duration.between(instant(), serverTime).abs().compareTo(NOTICEABLE) >= 0) {
            difference = Duration.between(own.instant(), serverTime);
        }
    }
}
