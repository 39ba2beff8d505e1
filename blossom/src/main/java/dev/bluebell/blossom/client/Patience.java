package dev.bluebell.blossom.client;

import java.time.Duration;

/** How long to wait for the headers of an answer. What is still left may grow while a body is being sent. */
@FunctionalInterface
interface Patience {

    /** What is left; nothing or less means that it is time to give up. */
    long nanosLeft();

    /** So long from now on. */
    static Patience of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> end - System.nanoTime();
    }
}
