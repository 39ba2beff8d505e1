package dev.bluebell.bluesky.text;

/** Where things are in a text, in characters of Java and in bytes of UTF-8. */
final class Offsets {

    private Offsets() {}

    /** How many bytes a stretch has. */
    static int bytes(String text, int start, int end) {
        int bytes = 0;
        for (int i = start; i < end; i++) {
            bytes += bytes(text.charAt(i));
        }
        return bytes;
    }

    /** The character that begins at a byte; -1 if none does. The end of the text counts as one. */
    static int character(String text, int byteOffset) {
        int bytes = 0;
        int at = 0;
        while (bytes < byteOffset && at < text.length()) {
            bytes += bytes(text.charAt(at));
            at++;
        }
        boolean within = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return bytes == byteOffset && !within ? at : -1;
    }

    private static int bytes(char c) {
        if (c < 0x80) {
            return 1;
        }
        // The halves of a character beyond the first plane have two bytes each.
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /** Whether each half of a character has its other half, or there would be no bytes for it. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
