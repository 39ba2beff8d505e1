package dev.bluebell.nostr;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bytes under a readable prefix, with a checksum (BIP-173, with the longer texts of NIP-19). No message repeats any of
 * the text, which may be a secret.
 *
 * @param prefix lower-case letters and digits
 * @param data any bytes; the array is not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never leaves the package
record Bech32(String prefix, byte[] data) {

    /** NIP-19's advice to readers; its own writers keep to it. */
    private static final int MAX_CHARACTERS = 5000;

    private static final char SEPARATOR = '1';
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    /** Whether a text claims this prefix, in upper or lower case; nothing else is checked. */
    static boolean looksLike(String prefix, String text) {
        String start = prefix + SEPARATOR;
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    /**
     * The text, in lower case.
     *
     * @throws IllegalArgumentException if it would be longer than 5000 characters
     */
    String encode() {
        StringBuilder text = new StringBuilder(prefix).append(SEPARATOR);
        byte[] digits = regroup(data, 8, 5);
        append(text, digits);
        append(text, checksum(prefix, digits));
        requireLength(text.length());
        return text.toString();
    }

    /**
     * Reads a text in either case.
     *
     * @throws IllegalArgumentException if it is too long, misspelt or damaged; the message says which
     */
    static Bech32 decode(String text) {
        requireLength(text.length());
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("bech32 text must not mix upper and lower case");
        }
        int separator = lower.lastIndexOf(SEPARATOR);
        if (separator < 1 || lower.length() - separator - 1 < CHECKSUM_CHARACTERS) {
            throw new IllegalArgumentException(
                    "bech32 text is a prefix, the digit 1 and at least " + CHECKSUM_CHARACTERS + " characters");
        }
        String prefix = lower.substring(0, separator);
        byte[] digits = digits(lower, separator + 1);
        if (polymod(prefix, digits) != 1) {
            throw new IllegalArgumentException("the checksum does not fit: a character is wrong or missing");
        }
        return new Bech32(prefix, withoutPadding(digits));
    }

    private static byte[] withoutPadding(byte[] digitsAndChecksum) {
        int count = digitsAndChecksum.length - CHECKSUM_CHARACTERS;
        int paddingBits = count * 5 % 8;
        if (paddingBits > 4 || (count > 0 && (digitsAndChecksum[count - 1] & ((1 << paddingBits) - 1)) != 0)) {
            throw new IllegalArgumentException("bech32 text has bits left over");
        }
        byte[] digits = Arrays.copyOf(digitsAndChecksum, count);
        return Arrays.copyOf(regroup(digits, 5, 8), count * 5 / 8);
    }

    private static byte[] digits(String text, int from) {
        byte[] digits = new byte[text.length() - from];
        for (int i = 0; i < digits.length; i++) {
            int digit = ALPHABET.indexOf(text.charAt(from + i));
            if (digit < 0) {
                throw new IllegalArgumentException("the character at %d is none of bech32".formatted(from + i));
            }
            digits[i] = (byte) digit;
        }
        return digits;
    }

    private static void append(StringBuilder text, byte[] digits) {
        for (byte digit : digits) {
            text.append(ALPHABET.charAt(digit));
        }
    }

    private static void requireLength(int characters) {
        if (characters > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "bech32 text has at most %d characters, not %d".formatted(MAX_CHARACTERS, characters));
        }
    }

    /** The same bits in groups of another size; the last group is filled with zeros. */
    private static byte[] regroup(byte[] groups, int fromBits, int toBits) {
        ByteArrayOutputStream regrouped = new ByteArrayOutputStream(groups.length * fromBits / toBits + 1);
        int pending = 0;
        int pendingBits = 0;
        for (byte group : groups) {
            pending = ((pending << fromBits) | (group & 0xff)) & 0xfff;
            for (pendingBits += fromBits; pendingBits >= toBits; pendingBits -= toBits) {
                regrouped.write((pending >> (pendingBits - toBits)) & ((1 << toBits) - 1));
            }
        }
        if (pendingBits > 0) {
            regrouped.write((pending << (toBits - pendingBits)) & ((1 << toBits) - 1));
        }
        return regrouped.toByteArray();
    }

    private static byte[] checksum(String prefix, byte[] digits) {
        int remainder = polymod(prefix, Arrays.copyOf(digits, digits.length + CHECKSUM_CHARACTERS)) ^ 1;
        byte[] checksum = new byte[CHECKSUM_CHARACTERS];
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            checksum[i] = (byte) ((remainder >> (5 * (CHECKSUM_CHARACTERS - 1 - i))) & 31);
        }
        return checksum;
    }

    /** The remainder of prefix and digits by BIP-173's generator polynomial: 1 for a text without damage. */
    private static int polymod(String prefix, byte[] digits) {
        int remainder = 1;
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) >> 5);
        }
        remainder = step(remainder, 0);
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) & 31);
        }
        for (byte digit : digits) {
            remainder = step(remainder, digit);
        }
        return remainder;
    }

    private static int step(int remainder, int digit) {
        int next = ((remainder & 0x1ffffff) << 5) ^ digit;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= ((remainder >> (25 + i)) & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
