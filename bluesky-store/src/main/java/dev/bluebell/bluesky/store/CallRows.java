package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.CallEnded;
import dev.bluebell.bluesky.log.CallFailure;
import dev.bluebell.bluesky.log.CallRow;
import dev.bluebell.bluesky.log.PointLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The rows of {@code bsky_api_call_log}: endpoints begin with {@code xrpc/} and methods are small, as pysky writes them. */
record CallRows(Handle handle, Dialect dialect) {

    private static final String PREFIX = "xrpc/";

    private static final String INSERT = """
            INSERT INTO bsky_api_call_log (
                "timestamp", hostname, endpoint, request_did, cursor_key, cursor_passed, method, params,
                write_op_points_consumed, cursor_received, http_status_code, exception_class, exception_text,
                exception_response, response_keys, session_was_refreshed, duration_microseconds)
            VALUES (
                :time, :host, :endpoint, :account, :cursorKey, :cursorPassed, :method, :params,
                :points, :cursorReceived, :status, :exception, :exceptionText,
                :response, :keys, :refreshed, :duration)
            RETURNING id""";

    private static final String UPDATE = """
            UPDATE bsky_api_call_log SET
                cursor_received = :cursorReceived, http_status_code = :status, exception_class = :exception,
                exception_text = :exceptionText, exception_response = :response, response_keys = :keys,
                session_was_refreshed = :refreshed, duration_microseconds = :duration
            WHERE id = :id""";

    long add(CallBegun call, Optional<CallEnded> end) {
        var insert = handle.createQuery(INSERT)
                .bind("time", dialect.value(call.time()))
                .bind("host", text(call.host()))
                .bind("endpoint", PREFIX + call.endpoint().value())
                .bind("account", call.account().map(Did::value).orElse(null))
                .bind("cursorKey", text(call.cursorKey()))
                .bind("cursorPassed", text(call.cursorPassed()))
                .bind("method", call.method().toLowerCase(Locale.ROOT))
                .bind("params", text(call.params()))
                .bind("points", call.points());
        return bindEnd(insert, end).mapTo(Long.class).one();
    }

    void end(long id, CallEnded end) {
        int unused = bindEnd(handle.createUpdate(UPDATE).bind("id", id), Optional.of(end))
                .execute();
    }

    private static <S extends SqlStatement<S>> S bindEnd(S statement, Optional<CallEnded> end) {
        Optional<CallFailure> failure = end.flatMap(CallEnded::failure);
        return statement
                .bind("cursorReceived", text(end.flatMap(CallEnded::cursorReceived)))
                .bind("status", end.map(CallEnded::status).map(CallRows::boxed).orElse(null))
                .bind("exception", text(failure.map(CallFailure::className)))
                .bind("exceptionText", text(failure.map(CallFailure::text)))
                .bind("response", text(failure.map(CallFailure::response)))
                .bind("keys", text(end.map(one -> String.join(",", one.responseKeys()))))
                .bind("refreshed", end.map(CallEnded::sessionRefreshed).orElse(null))
                .bind("duration", end.map(one -> micros(one.duration())).orElse(null));
    }

    /** The column has 32 bits: what takes longer than half an hour is written as that. */
    private static int micros(Duration duration) {
        return Math.clamp(duration.dividedBy(ChronoUnit.MICROS.getDuration()), 0, Integer.MAX_VALUE);
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static @Nullable String text(Optional<String> text) {
        return text.map(CallRows::text).orElse(null);
    }

    /** PostgreSQL has no text with U+0000 in it. */
    private static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** The points of an account since each of these times, in one look. */
    List<Long> points(Optional<Did> account, List<Instant> since) {
        if (since.isEmpty()) {
            return List.of();
        }
        Query query = handle.createQuery(IntStream.range(0, since.size())
                .mapToObj(
                        i -> "(SELECT coalesce(sum(write_op_points_consumed), 0)" + spentBy(account, "since" + i) + ")")
                .collect(Collectors.joining(", ", "SELECT ", "")));
        for (int i = 0; i < since.size(); i++) {
            query.bind("since" + i, dialect.value(since.get(i)));
        }
        account.ifPresent(did -> query.bind("account", did.value()));
        return query.map((row, context) -> sums(row, since.size())).one();
    }

    private static List<Long> sums(ResultSet row, int number) throws SQLException {
        List<Long> sums = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            sums.add(row.getLong(i));
        }
        return sums;
    }

    /** When so many points will have been forgotten that as many are free as there are too many. */
    Instant freeAt(CallBegun call, PointLimit limit, long tooMany) {
        Instant since = call.time().minus(limit.window());
        long left = tooMany;
        for (Spent spent : spent(call.account(), since)) {
            left -= spent.points();
            if (left <= 0) {
                return spent.time().plus(limit.window());
            }
        }
        return call.time().plus(limit.window());
    }

    private record Spent(Instant time, int points) {}

    private List<Spent> spent(Optional<Did> account, Instant since) {
        Query query = handle.createQuery("SELECT \"timestamp\", write_op_points_consumed AS points"
                        + spentBy(account, "since")
                        + " ORDER BY \"timestamp\"")
                .bind("since", dialect.value(since));
        account.ifPresent(did -> query.bind("account", did.value()));
        return query.map((row, context) ->
                        new Spent(dialect.time(row, "timestamp").orElse(since), row.getInt("points")))
                .list();
    }

    /** Written so that there is an index for it. */
    private static String spentBy(Optional<Did> account, String since) {
        String who = account.isPresent() ? "request_did = :account" : "request_did IS NULL";
        return " FROM bsky_api_call_log WHERE %s AND \"timestamp\" > :%s AND write_op_points_consumed > 0"
                .formatted(who, since);
    }

    /** Empty if pysky has called something that is no endpoint. */
    Optional<CallRow> read(ResultSet row) throws SQLException {
        try {
            return Optional.of(new CallRow(row.getLong("id"), begun(row), ended(row)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private CallBegun begun(ResultSet row) throws SQLException {
        return new CallBegun(
                dialect.time(row, "timestamp").orElse(Instant.EPOCH),
                row.getString("hostname"),
                Nsid.parse(row.getString("endpoint")),
                optional(row, "request_did").map(Did::new),
                optional(row, "method").orElse("").toUpperCase(Locale.ROOT),
                optional(row, "params").orElse(""),
                optional(row, "cursor_key"),
                optional(row, "cursor_passed"),
                row.getInt("write_op_points_consumed"));
    }

    private static Optional<CallEnded> ended(ResultSet row) throws SQLException {
        OptionalInt status = number(row, "http_status_code");
        OptionalInt micros = number(row, "duration_microseconds");
        Optional<String> exception = optional(row, "exception_class");
        if (status.isEmpty() && micros.isEmpty() && exception.isEmpty()) {
            return Optional.empty();
        }
        CallFailure failure = new CallFailure(
                exception.orElse(""),
                optional(row, "exception_text").orElse(""),
                optional(row, "exception_response").orElse(""));
        return Optional.of(new CallEnded(
                status,
                exception.map(name -> failure),
                keys(optional(row, "response_keys").orElse("")),
                optional(row, "cursor_received"),
                row.getBoolean("session_was_refreshed"),
                Duration.of(micros.orElse(0), ChronoUnit.MICROS)));
    }

    private static List<String> keys(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }

    private static Optional<String> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
