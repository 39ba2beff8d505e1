package dev.bluebell.bluesky.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Times in SQLite. We write {@code 2026-01-02 12:00:00.123456}, which is UTC: pysky's library reads it, and its order is
 * that of time. We read whatever pysky has written: with or without a fraction, with {@code T} or a blank, with or without a
 * zone.
 */
final class TimeText {

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .toFormatter(Locale.ROOT);

    private TimeText() {}

    static String of(Instant time) {
        return WRITTEN.format(time);
    }

    /**
     * Reads a time.
     *
     * @param zone where it is meant if it does not say so; of an hour that there is twice, it is the first
     * @return empty if it is none
     */
    static Optional<Instant> read(String text, ZoneId zone) {
        try {
            TemporalAccessor time =
                    READ.parseBest(text.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime known
                            ? known.toInstant()
                            : LocalDateTime.from(time).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
