package dev.bluebell.cli;

import dev.bluebell.cli.config.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/** A time as a person names it; that of a day is its whole, in UTC. */
sealed interface Moment {

    /** The first second that is meant. */
    Instant begin(Instant now);

    /** The last second that is meant. */
    Instant end(Instant now);

    /** One second. */
    record Second(Instant time) implements Moment {
        @Override
        public Instant begin(Instant now) {
            return time;
        }

        @Override
        public Instant end(Instant now) {
            return time;
        }
    }

    /** One day. */
    record Day(LocalDate date) implements Moment {
        @Override
        public Instant begin(Instant now) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public Instant end(Instant now) {
            return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
        }
    }

    /** So long ago. */
    record Ago(Duration time) implements Moment {
        @Override
        public Instant begin(Instant now) {
            return now.minus(time);
        }

        @Override
        public Instant end(Instant now) {
            return now.minus(time);
        }
    }

    /** Reads Unix seconds, an ISO date, an ISO date with time and zone, or a length of time up to now. */
    static Optional<Moment> parse(String text) {
        if (text.matches("[0-9]{1,11}")) {
            return Optional.of(new Second(Instant.ofEpochSecond(Long.parseLong(text))));
        }
        return Durations.parse(text)
                .<Moment>map(Ago::new)
                .or(() -> read(text, it -> new Day(LocalDate.parse(it))))
                .or(() -> read(text, it -> new Second(OffsetDateTime.parse(it).toInstant())));
    }

    private static Optional<Moment> read(String text, Function<String, Moment> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
