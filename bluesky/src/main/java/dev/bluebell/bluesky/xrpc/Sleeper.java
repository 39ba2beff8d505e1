package dev.bluebell.bluesky.xrpc;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Returns when the time has passed.
     *
     * @throws InterruptedException if the thread is interrupted before
     */
    void sleep(Duration time) throws InterruptedException;
}
