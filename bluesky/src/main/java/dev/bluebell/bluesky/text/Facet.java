package dev.bluebell.bluesky.text;

/**
 * A stretch of a text that is more than text.
 *
 * @param byteStart where it begins, counted in bytes of UTF-8
 * @param byteEnd where it has ended, after {@code byteStart}
 * @param feature what it is
 */
public record Facet(int byteStart, int byteEnd, Feature feature) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if it is empty or begins before the text
     */
    public Facet {
        if (byteStart < 0 || byteEnd <= byteStart) {
            throw new IllegalArgumentException("a facet cannot go from byte %d to %d".formatted(byteStart, byteEnd));
        }
    }

    /**
     * The same by positions in a Java string.
     *
     * @param text the whole text
     * @param start as of {@link String#charAt}
     * @param end where it has ended
     * @throws IllegalArgumentException if that is not in the text, or cuts a character in two
     */
    public static Facet ofCharacters(String text, int start, int end, Feature feature) {
        boolean inside = start >= 0 && end <= text.length() && start < end;
        if (!inside || isCut(text, start) || isCut(text, end)) {
            throw new IllegalArgumentException("a facet cannot go from character %d to %d".formatted(start, end));
        }
        int byteStart = Offsets.bytes(text, 0, start);
        return new Facet(byteStart, byteStart + Offsets.bytes(text, start, end), feature);
    }

    private static boolean isCut(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
