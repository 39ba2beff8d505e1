package dev.bluebell.bluesky.store;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Makes the tables of pysky ours, once: adds the columns that an older pysky did not have and the indices, and writes its
 * times anew as times of UTC. Nothing is removed. All in one transaction, which other processes wait for.
 */
record Takeover(Handle handle, Dialect dialect, PyskyTimes times) {

    private static final String DONE = "taken_over";

    /** Rows that are read at a time. */
    private static final int CHUNK = 1000;

    private record Column(String table, String name, String sqlite, String postgresql) {
        String type(Dialect dialect) {
            return dialect == Dialect.SQLITE ? sqlite : postgresql;
        }
    }

    private record Text(long id, String value) {}

    /** What was not in the first version of its table; the other columns always were. */
    private static final List<Column> YOUNGER = List.of(
            text("bsky_session", "bsky_auth_username", " NOT NULL DEFAULT ''"),
            text("bsky_session", "exception", ""),
            text("bsky_session", "pds_service_endpoint", " NOT NULL DEFAULT ''"),
            text("bsky_api_call_log", "request_did", ""),
            text("bsky_api_call_log", "cursor_key", ""),
            text("bsky_api_call_log", "cursor_passed", ""),
            text("bsky_api_call_log", "cursor_received", ""),
            text("bsky_api_call_log", "method", ""),
            number("bsky_api_call_log", "http_status_code", ""),
            text("bsky_api_call_log", "params", ""),
            text("bsky_api_call_log", "exception_class", ""),
            text("bsky_api_call_log", "exception_text", ""),
            text("bsky_api_call_log", "exception_response", ""),
            text("bsky_api_call_log", "response_keys", ""),
            number("bsky_api_call_log", "write_op_points_consumed", " NOT NULL DEFAULT 0"),
            yesOrNo("bsky_api_call_log", "session_was_refreshed"),
            number("bsky_api_call_log", "duration_microseconds", ""),
            text("bsky_post", "client_unique_key", ""),
            text("bsky_post", "reply_to", ""),
            text("bsky_user_profile", "displayName", ""),
            number("bsky_user_profile", "followersCount", ""),
            number("bsky_user_profile", "followsCount", ""),
            number("bsky_user_profile", "postsCount", ""),
            text("bsky_user_profile", "labels", ""),
            text("bsky_user_profile", "description", ""),
            time("bsky_user_profile", "createdAt"),
            time("bsky_user_profile", "updatedAt"),
            number("bsky_user_profile", "associated_lists", ""),
            number("bsky_user_profile", "associated_feedgens", ""),
            number("bsky_user_profile", "associated_starterPacks", ""),
            yesOrNo("bsky_user_profile", "associated_labeler"),
            yesOrNo("bsky_user_profile", "viewer_muted"),
            yesOrNo("bsky_user_profile", "viewer_blockedBy"),
            text("bsky_user_profile", "viewer_blocking", ""),
            text("bsky_user_profile", "error", ""));

    private static final Map<String, List<String>> TIMES = Map.of(
            "bsky_session", List.of("created_at"),
            "bsky_api_call_log", List.of("timestamp"),
            "bsky_user_profile", List.of("createdAt", "updatedAt"));

    private static final List<String> COUNTS = List.of(
            "followersCount",
            "followsCount",
            "postsCount",
            "associated_lists",
            "associated_feedgens",
            "associated_starterPacks");

    /** The first five are pysky's, by their names there. */
    private static final List<String> INDICES = List.of(
            "CREATE INDEX IF NOT EXISTS \"apicalllog_timestamp\" ON \"bsky_api_call_log\" (\"timestamp\")",
            "CREATE INDEX IF NOT EXISTS \"apicalllog_endpoint\" ON \"bsky_api_call_log\" (\"endpoint\")",
            "CREATE UNIQUE INDEX IF NOT EXISTS \"bskypost_apilog_id\" ON \"bsky_post\" (\"apilog_id\")",
            "CREATE UNIQUE INDEX IF NOT EXISTS \"bskyuserprofile_did\" ON \"bsky_user_profile\" (\"did\")",
            "CREATE UNIQUE INDEX IF NOT EXISTS \"bskyuserprofile_handle\" ON \"bsky_user_profile\" (\"handle\")",
            "CREATE INDEX IF NOT EXISTS bsky_session_username ON bsky_session (bsky_auth_username, id)",
            "CREATE INDEX IF NOT EXISTS bsky_post_client_unique_key ON bsky_post (client_unique_key)",
            "CREATE INDEX IF NOT EXISTS bsky_post_uri ON bsky_post (uri)",
            "CREATE INDEX IF NOT EXISTS bsky_post_uncalled_key ON bsky_post_uncalled (client_unique_key)",
            """
            CREATE INDEX IF NOT EXISTS bsky_api_call_log_spent
            ON bsky_api_call_log (request_did, "timestamp", write_op_points_consumed)
            WHERE write_op_points_consumed > 0""",
            """
            CREATE INDEX IF NOT EXISTS bsky_api_call_log_cursor
            ON bsky_api_call_log (request_did, hostname, endpoint, cursor_key, id)
            WHERE cursor_received IS NOT NULL""");

    private static Column text(String table, String name, String rest) {
        return new Column(table, name, "VARCHAR(255)" + rest, "VARCHAR" + rest);
    }

    private static Column number(String table, String name, String rest) {
        return new Column(table, name, "INTEGER" + rest, "INTEGER" + rest);
    }

    private static Column yesOrNo(String table, String name) {
        return new Column(table, name, "INTEGER", "BOOLEAN");
    }

    private static Column time(String table, String name) {
        return new Column(table, name, "DATETIME", "TIMESTAMPTZ");
    }

    /** Does what is to be done, unless it was done before. */
    void run() {
        Settings settings = new Settings(handle);
        if (settings.find(DONE).isPresent()) {
            return;
        }
        if (dialect == Dialect.POSTGRESQL) {
            handle.execute("LOCK TABLE bsky_store IN EXCLUSIVE MODE");
            if (settings.find(DONE).isPresent()) {
                return; // another process did it while this one waited
            }
        }
        addColumns();
        widenCounts();
        TIMES.forEach((table, columns) -> columns.forEach(column -> toUtc(table, column)));
        INDICES.forEach(handle::execute);
        settings.putIfAbsent(DONE, "times of " + times.here());
    }

    private void addColumns() {
        YOUNGER.stream().collect(Collectors.groupingBy(Column::table)).forEach((table, columns) -> {
            Map<String, String> present = columnsOf(table);
            columns.stream()
                    .filter(column -> !present.containsKey(column.name()))
                    .forEach(column -> handle.execute("ALTER TABLE %s ADD COLUMN \"%s\" %s"
                            .formatted(table, column.name(), column.type(dialect))));
        });
    }

    /** A count may be more than 32 bits, which SQLite does not mind anyway. */
    private void widenCounts() {
        if (dialect == Dialect.POSTGRESQL) {
            for (String column : COUNTS) {
                handle.execute("ALTER TABLE bsky_user_profile ALTER COLUMN \"%s\" TYPE BIGINT".formatted(column));
            }
        }
    }

    private Map<String, String> columnsOf(String table) {
        return handle
                .createQuery(dialect.columnsOf(table))
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("type")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void toUtc(String table, String column) {
        switch (dialect) {
            case SQLITE -> rewriteTexts(table, column);
            case POSTGRESQL -> putRight(table, column);
        }
    }

    /** Text by text, as only we know when the clocks were put forward and back. */
    private void rewriteTexts(String table, String column) {
        long last = Long.MIN_VALUE;
        List<Text> texts = texts(table, column, last);
        while (!texts.isEmpty()) {
            PreparedBatch batch =
                    handle.prepareBatch("UPDATE %s SET \"%s\" = :value WHERE id = :id".formatted(table, column));
            for (Text text : texts) {
                TimeText.read(text.value(), times.here())
                        .ifPresent(time -> batch.bind("value", TimeText.of(time))
                                .bind("id", text.id())
                                .add());
            }
            if (batch.size() > 0) {
                int[] unused = batch.execute();
            }
            last = texts.getLast().id();
            texts = texts(table, column, last);
        }
    }

    private List<Text> texts(String table, String column, long after) {
        return handle.createQuery("""
                        SELECT id, "%s" AS value FROM %s
                        WHERE id > :after AND "%s" IS NOT NULL ORDER BY id LIMIT :most""".formatted(column, table, column))
                .bind("after", after)
                .bind("most", CHUNK)
                .map((row, context) -> new Text(row.getLong("id"), row.getString("value")))
                .list();
    }

    private void putRight(String table, String column) {
        if ("timestamp without time zone".equals(columnsOf(table).get(column))) {
            handle.execute("ALTER TABLE %s ALTER COLUMN \"%s\" TYPE TIMESTAMPTZ USING \"%s\" AT TIME ZONE %s"
                    .formatted(table, column, column, sql(times.here())));
            return;
        }
        // pysky gives profiles a time zone, but not what it writes itself.
        boolean local = !table.equals("bsky_user_profile");
        if (local && times.ofServer().isPresent()) {
            handle.execute("UPDATE %s SET \"%s\" = (\"%s\" AT TIME ZONE %s) AT TIME ZONE %s"
                    .formatted(table, column, column, sql(times.ofServer().get()), sql(times.here())));
        }
    }

    /** A zone that is a mere offset is turned round by PostgreSQL if it is given as a name. */
    private static String sql(ZoneId zone) {
        return zone.normalized() instanceof ZoneOffset offset
                ? "INTERVAL '%d seconds'".formatted(offset.getTotalSeconds())
                : "'" + zone.getId() + "'";
    }
}
