package dev.bluebell.cli.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: a whole number and a unit. */
public final class Durations {

    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9}) ?([a-z]+)");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "min", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private Durations() {}

    /**
     * Reads one.
     *
     * @param text a number and {@code ms}, {@code s}, {@code m} or {@code min}, {@code h} or {@code d}, as in {@code 10min}
     */
    public static Optional<Duration> parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        return parts.matches() && UNITS.containsKey(parts.group(2))
                ? Optional.of(Duration.of(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2))))
                : Optional.empty();
    }
}
