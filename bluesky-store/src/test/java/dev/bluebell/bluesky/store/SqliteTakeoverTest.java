package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.bluesky.log.CallQuery;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteTakeoverTest extends TakeoverContract {

    @TempDir
    Path folder;

    @Override
    Place place() {
        return Place.sqlite(folder);
    }

    @Override
    String local() {
        return "'" + LOCAL.toString().replace('T', ' ') + "'";
    }

    @Override
    String utc() {
        return "2025-02-25 15:00:05.969271";
    }

    @ParameterizedTest
    @CsvSource({
        "2025-02-25 10:00:05.969271, 2025-02-25 15:00:05.969271",
        "2025-02-25T10:00:05.969271, 2025-02-25 15:00:05.969271",
        "2025-02-25 10:00:05, 2025-02-25 15:00:05.000000",
        "2025-07-25 10:00:05, 2025-07-25 14:00:05.000000", // summer
        "2025-11-02 01:30:00, 2025-11-02 05:30:00.000000", // the hour that there is twice
        "2025-03-09 02:30:00, 2025-03-09 07:30:00.000000", // the hour that there is not
        "2025-02-25 10:00:05.5+00:00, 2025-02-25 10:00:05.500000",
        "2025-02-25T10:00:05.500Z, 2025-02-25 10:00:05.500000",
        "2025-02-25, 2025-02-25 05:00:00.000000",
        "some time ago, some time ago"
    })
    void readsTimesInEverySpellingOfPysky(String written, String utc) {
        place.sql("INSERT INTO bsky_user_profile (did, handle, \"createdAt\") VALUES ('d', 'h', '" + written + "')");

        open().close();

        assertThat(place.rows("SELECT \"createdAt\" FROM bsky_user_profile")).containsExactly(utc);
    }

    @Test
    void takesOverManyRows() {
        place.sql("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
                INSERT INTO bsky_api_call_log ("timestamp", hostname, endpoint, write_op_points_consumed)
                SELECT '2025-02-25 10:00:05', 'h', 'xrpc/a.b.c', 0 FROM n""");

        try (BlueskyDatabase database = open()) {
            assertThat(database.log().recent(CallQuery.newest(5000))).hasSize(2500);
        }
        assertThat(place.rows("SELECT DISTINCT \"timestamp\" FROM bsky_api_call_log"))
                .containsExactly("2025-02-25 15:00:05.000000");
    }
}
