package dev.bluebell.nostr;

import java.util.HexFormat;

/** Lower-case hex of a fixed length, the way NIP-01 writes keys, ids and signatures. */
final class Hex {

    private static final HexFormat LOWER_CASE = HexFormat.of();

    private static final int ID_DIGITS = 64;

    private Hex() {}

    /**
     * Checks the spelling. The message says where it is wrong and never repeats the value, which may be a secret.
     *
     * @param what what the value is, for the message
     */
    static String require(String what, String hex, int digits) {
        if (hex.length() != digits) {
            throw new IllegalArgumentException(
                    "%s must be %d lower-case hex digits, has %d characters".formatted(what, digits, hex.length()));
        }
        for (int i = 0; i < digits; i++) {
            if (!isLowerCaseHex(hex.charAt(i))) {
                throw new IllegalArgumentException(
                        "%s must be lower-case hex, the character at %d is not".formatted(what, i));
            }
        }
        return hex;
    }

    /** Checks the spelling of an event's id. */
    static String requireId(String id) {
        return require("id", id, ID_DIGITS);
    }

    /** Only for text that passed {@link #require}: the JDK's exceptions repeat what they could not read. */
    static byte[] decode(String hex) {
        return LOWER_CASE.parseHex(hex);
    }

    static String encode(byte[] bytes) {
        return LOWER_CASE.formatHex(bytes);
    }

    private static boolean isLowerCaseHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
