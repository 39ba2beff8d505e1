package dev.bluebell.bluesky;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A record key that is a time: 53 bits of microseconds since 1970 and 10 bits of a clock's number, as 13 characters that
 * sort as the times do. Posts have such keys.
 *
 * @param value 13 characters of {@code 234567abcdefghijklmnopqrstuvwxyz}
 */
public record Tid(String value) implements Comparable<Tid> {

    /** How many clocks are told apart. */
    static final int CLOCKS = 1024;

    private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int BITS_A_DIGIT = 5;
    private static final int LENGTH = 13;

    /** The first character has four bits, of which the upper one is 0. */
    private static final Pattern SYNTAX = Pattern.compile("[234567abcdefghij][" + DIGITS + "]{12}");

    /**
     * Checks the spelling.
     *
     * @throws IllegalArgumentException if it is no TID
     */
    public Tid {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a TID has 13 characters of " + DIGITS);
        }
    }

    /**
     * The TID of a time.
     *
     * @param micros since 1970, 0 or more, less than 2^53
     * @param clock 0 to 1023
     */
    static Tid of(long micros, int clock) {
        long bits = micros * CLOCKS + clock;
        StringBuilder digits = new StringBuilder(LENGTH);
        for (int i = LENGTH - 1; i >= 0; i--) {
            digits.append(DIGITS.charAt((int) (bits >>> (i * BITS_A_DIGIT)) & (DIGITS.length() - 1)));
        }
        return new Tid(digits.toString());
    }

    /** The time that it names, to the microsecond. */
    public Instant time() {
        long bits = value.chars()
                .asLongStream()
                .reduce(0, (sum, digit) -> sum * DIGITS.length() + DIGITS.indexOf((int) digit));
        return Instant.EPOCH.plus(bits / CLOCKS, ChronoUnit.MICROS);
    }

    /** The same as a record key. */
    public RecordKey key() {
        return new RecordKey(value);
    }

    /** The earlier one is less. */
    @Override
    public int compareTo(Tid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
