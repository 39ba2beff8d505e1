package dev.bluebell.bluesky.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How a kind of database keeps what the kinds keep differently. */
enum Dialect {
    /** Times are text, as {@link TimeText} writes it. */
    SQLITE {
        @Override
        Object value(Instant time) {
            return TimeText.of(time);
        }

        @Override
        Optional<Instant> time(ResultSet row, String column) throws SQLException {
            return Optional.ofNullable(row.getString(column)).flatMap(text -> TimeText.read(text, ZoneOffset.UTC));
        }

        @Override
        String columnsOf(String table) {
            return "SELECT name, lower(type) AS type FROM pragma_table_info('" + table + "')";
        }
    },
    /** Times are {@code timestamptz}. */
    POSTGRESQL {
        @Override
        Object value(Instant time) {
            return Timestamp.from(time.truncatedTo(ChronoUnit.MICROS));
        }

        @Override
        Optional<Instant> time(ResultSet row, String column) throws SQLException {
            return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
        }

        @Override
        String columnsOf(String table) {
            return "SELECT column_name AS name, data_type AS type FROM information_schema.columns"
                    + " WHERE table_schema = current_schema() AND table_name = '" + table + "'";
        }
    };

    /** The time as the value of a column, in microseconds. */
    abstract Object value(Instant time);

    /** The time in a column; empty if it is null or cannot be read. */
    abstract Optional<Instant> time(ResultSet row, String column) throws SQLException;

    /** The query for the columns of a table: {@code name} and {@code type}. */
    abstract String columnsOf(String table);
}
