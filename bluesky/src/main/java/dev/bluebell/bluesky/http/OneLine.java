package dev.bluebell.bluesky.http;

/** Words from the wire, made fit for a log or a terminal. */
public final class OneLine {

    private static final int MAX_CHARACTERS = 300;

    private OneLine() {}

    /** Without controls, line breaks and invisible turns of direction, and cut to 300 characters. */
    public static String of(String words) {
        String line = words.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS);
    }
}
