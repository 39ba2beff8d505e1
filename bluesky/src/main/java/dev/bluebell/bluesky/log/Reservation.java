package dev.bluebell.bluesky.log;

import java.time.Instant;
import java.util.List;

/** Whether a call may spend its points. */
public sealed interface Reservation {

    /**
     * It may, and they count from now on.
     *
     * @param id the row of the call
     * @param use what is spent of each limit, this call included
     */
    record Granted(long id, List<PointUse> use) implements Reservation {

        /** Copies the list. */
        public Granted {
            use = List.copyOf(use);
        }
    }

    /**
     * It would go beyond a limit; no row was written.
     *
     * @param use what is spent of that limit, without this call
     * @param freeAt when there will be room, if nobody else takes it
     */
    record Denied(PointUse use, Instant freeAt) implements Reservation {}
}
