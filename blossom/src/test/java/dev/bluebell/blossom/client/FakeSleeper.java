package dev.bluebell.blossom.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets time pass on a clock that stands still otherwise. */
final class FakeSleeper implements Sleeper {

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final FakeClock clock;

    FakeSleeper(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(time);
        clock.advance(time);
    }

    List<Duration> pauses() {
        return pauses;
    }
}
