package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.log.CallQuery;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTakeoverTest extends TakeoverContract {

    @Override
    Place place() {
        return Place.postgres();
    }

    /** The server has the zone of pysky, so that it has taken its times for what they are. */
    @Override
    String local() {
        return "TIMESTAMP '" + LOCAL + "' AT TIME ZONE 'America/New_York'";
    }

    /** The driver shows times by the zone of this machine, which is Greenwich's where tests run; so does the query. */
    @Override
    String utc() {
        return place.rows("SELECT TIMESTAMPTZ '" + INSTANT + "'").getFirst();
    }

    /** A server at Greenwich took New York's ten o'clock for its own, five hours too early. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Z", "+00:00", "Europe/London"})
    void defect03_movesTimesThatAServerInAnotherZoneHasMisread(String server) {
        place.sql("""
                INSERT INTO bsky_api_call_log ("timestamp", hostname, endpoint, write_op_points_consumed)
                VALUES (TIMESTAMP '%s' AT TIME ZONE 'UTC', 'h', 'xrpc/a.b.c', 0)""".formatted(LOCAL));

        try (BlueskyDatabase database = BlueskyDatabase.builder()
                .pyskyTimes(PyskyTimes.in(NEW_YORK).withServerIn(ZoneId.of(server)))
                .open(place.source())) {
            assertThat(database.log()
                            .recent(CallQuery.newest(1))
                            .getFirst()
                            .begun()
                            .time())
                    .isEqualTo(INSTANT);
        }
    }

    @Test
    void readsTimesWithoutAZone() {
        place.sql("ALTER TABLE bsky_api_call_log ALTER COLUMN \"timestamp\" TYPE TIMESTAMP", """
                INSERT INTO bsky_api_call_log ("timestamp", hostname, endpoint, write_op_points_consumed)
                VALUES (TIMESTAMP '%s', 'h', 'xrpc/a.b.c', 0)""".formatted(LOCAL));

        try (BlueskyDatabase database = BlueskyDatabase.builder()
                .pyskyTimes(PyskyTimes.in(ZoneOffset.ofHours(-5)))
                .open(place.url())) {
            assertThat(database.log()
                            .recent(CallQuery.newest(1))
                            .getFirst()
                            .begun()
                            .time())
                    .isEqualTo(INSTANT);
        }
    }
}
