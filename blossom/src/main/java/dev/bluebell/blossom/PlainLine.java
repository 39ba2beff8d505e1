package dev.bluebell.blossom;

/** Somebody else's words, made fit for a log or a terminal. */
final class PlainLine {

    /** As long as an invoice may describe itself (BOLT-11). */
    private static final int MAX_CHARACTERS = 639;

    private PlainLine() {}

    /** Without controls, line breaks and invisible turns of direction, and cut to 639 characters. */
    static String of(String words) {
        String line = words.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS);
    }
}
