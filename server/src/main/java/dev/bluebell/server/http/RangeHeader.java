package dev.bluebell.server.http;

import dev.bluebell.server.store.ByteRange;

/** What a {@code Range} header asks for (RFC 9110, section 14). */
sealed interface RangeHeader {

    /** The whole blob: no range, several, another unit, or nothing that can be understood. */
    record Whole() implements RangeHeader {}

    /** One piece, cut to what there is. */
    record Part(ByteRange range) implements RangeHeader {}

    /** A piece that lies outside the blob. */
    record Unsatisfiable() implements RangeHeader {}

    /**
     * Reads a header.
     *
     * @param header its value
     * @param sizeBytes the size of the blob
     */
    static RangeHeader parse(String header, long sizeBytes) {
        String value = header.strip();
        int dash = value.indexOf('-');
        if (!value.regionMatches(true, 0, "bytes=", 0, 6) || dash < 0 || value.indexOf(',') >= 0) {
            return new Whole();
        }
        String first = value.substring(6, dash).strip();
        String last = value.substring(dash + 1).strip();
        if (!isNumber(first) || !isNumber(last) || (first.isEmpty() && last.isEmpty())) {
            return new Whole();
        }
        return first.isEmpty() ? suffix(number(last), sizeBytes) : from(number(first), last, sizeBytes);
    }

    private static RangeHeader suffix(long length, long sizeBytes) {
        if (length == 0) {
            return new Unsatisfiable();
        }
        if (sizeBytes == 0) {
            // Any suffix can be had of an empty blob, but 206 has no way to say which bytes it is.
            return new Whole();
        }
        long sent = Math.min(length, sizeBytes);
        return new Part(new ByteRange(sizeBytes - sent, sent));
    }

    private static RangeHeader from(long first, String last, long sizeBytes) {
        long end = last.isEmpty() ? sizeBytes - 1 : Math.min(number(last), sizeBytes - 1);
        if (!last.isEmpty() && number(last) < first) {
            return new Whole();
        }
        return first >= sizeBytes ? new Unsatisfiable() : new Part(new ByteRange(first, end - first + 1));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Digits as a number; more of them than fit mean a position that no blob reaches. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
