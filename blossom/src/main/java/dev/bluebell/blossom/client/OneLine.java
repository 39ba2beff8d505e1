package dev.bluebell.blossom.client;

import java.nio.charset.StandardCharsets;

/** Words from the wire, made fit for a log or a terminal. */
final class OneLine {

    private static final int MAX_CHARACTERS = 300;

    private OneLine() {}

    /** Without controls, line breaks and invisible turns of direction, and cut to 300 characters. */
    static String of(String words) {
        String line = words.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS);
    }

    /** The same of a header, which the JDK reads as Latin-1 though servers write UTF-8. */
    static String ofHeader(String value) {
        String utf8 = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return of(utf8.contains("\ufffd") ? value : utf8);
    }
}
