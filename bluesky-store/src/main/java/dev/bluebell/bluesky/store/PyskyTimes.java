package dev.bluebell.bluesky.store;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Which times are meant in a database of pysky, which writes local times without saying where: the ones of SQLite are read by
 * {@code here}. PostgreSQL has read each by the time zone of its own as it came in; where that is another one, both have
 * to be known to put them right.
 *
 * @param here the time zone of the machine on which pysky ran
 * @param ofServer the time zone of the PostgreSQL server; empty if it is the same one
 */
public record PyskyTimes(ZoneId here, Optional<ZoneId> ofServer) {

    /** pysky ran with the time zone that this machine has. */
    public static PyskyTimes ofThisMachine() {
        return in(ZoneId.systemDefault());
    }

    /** pysky ran in that time zone, and its PostgreSQL server, if it had one, too. */
    public static PyskyTimes in(ZoneId here) {
        return new PyskyTimes(here, Optional.empty());
    }

    /** The PostgreSQL server is set to another time zone. */
    public PyskyTimes withServerIn(ZoneId zone) {
        return new PyskyTimes(here, Optional.of(zone));
    }
}
