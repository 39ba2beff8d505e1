package dev.bluebell.blossom.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. */
final class FakeClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-04-22T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }
}
