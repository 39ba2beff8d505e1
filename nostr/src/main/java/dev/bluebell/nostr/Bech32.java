package dev.bluebell.nostr;

/**
 * Bytes under a readable prefix, as NIP-19 writes them. No message repeats any of the text, which may be a secret.
 *
 * @param prefix lower-case letters and digits
 * @param data any bytes; the array is not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never leaves the package
record Bech32(String prefix, byte[] data) {

    /** NIP-19's advice to readers; its own writers keep to it. */
    private static final int MAX_CHARACTERS = 5000;

    /** Whether a text claims this prefix, in upper or lower case; nothing else is checked. */
    static boolean looksLike(String prefix, String text) {
        return text.regionMatches(true, 0, prefix + "1", 0, prefix.length() + 1);
    }

    /**
     * The text, in lower case.
     *
     * @throws IllegalArgumentException if it would be longer than 5000 characters
     */
    String encode() {
        String text = Bech32Words.of(prefix, data).text();
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "bech32 text has at most %d characters, not %d".formatted(MAX_CHARACTERS, text.length()));
        }
        return text;
    }

    /**
     * Reads a text in either case.
     *
     * @throws IllegalArgumentException if it is too long, misspelt or damaged; the message says which
     */
    static Bech32 decode(String text) {
        Bech32Words words = Bech32Words.parse(text, MAX_CHARACTERS);
        if (!words.areBytes()) {
            throw new IllegalArgumentException("bech32 text has bits left over");
        }
        return new Bech32(words.prefix(), words.bytes(0, words.length()));
    }
}
