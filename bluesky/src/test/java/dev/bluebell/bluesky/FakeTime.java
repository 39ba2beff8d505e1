package dev.bluebell.bluesky;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when somebody sleeps, or a test says so. */
public final class FakeTime implements InstantSource {

    private final AtomicReference<Instant> now;
    private final List<Duration> slept = new CopyOnWriteArrayList<>();

    public FakeTime(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void pass(Duration time) {
        Instant unused = now.updateAndGet(before -> before.plus(time));
    }

    /** A sleeper that takes no time of ours. */
    public void sleep(Duration time) {
        slept.add(time);
        pass(time);
    }

    public List<Duration> slept() {
        return List.copyOf(slept);
    }
}
