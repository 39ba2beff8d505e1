package dev.bluebell.blossom;

import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 (BIP-173) of an invoice, which may be far longer than an address and is read in groups of five bits. Immutable.
 */
final class Bech32Words {

    private static final int MAX_CHARACTERS = 8_192;
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_WORDS = 6;

    private final String prefix;
    private final byte[] words;

    private Bech32Words(String prefix, byte[] words) {
        this.prefix = prefix;
        this.words = words;
    }

    /** @throws BlossomException.Malformed if it is misspelt or damaged */
    static Bech32Words of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw flaw("the invoice mixes upper and lower case");
        }
        int separator = lower.lastIndexOf('1');
        int count = lower.length() - separator - 1;
        if (separator < 1 || count < CHECKSUM_WORDS || lower.length() > MAX_CHARACTERS) {
            throw flaw("an invoice is a prefix, the digit 1 and characters of bech32");
        }
        byte[] words = new byte[count];
        for (int i = 0; i < count; i++) {
            words[i] = (byte) ALPHABET.indexOf(lower.charAt(separator + 1 + i));
            if (words[i] < 0) {
                throw flaw("the character at %d of the invoice is none of bech32".formatted(separator + 1 + i));
            }
        }
        String prefix = lower.substring(0, separator);
        if (remainder(prefix, words) != 1) {
            throw flaw("the checksum of the invoice does not fit: a character is wrong or missing");
        }
        return new Bech32Words(prefix, Arrays.copyOf(words, count - CHECKSUM_WORDS));
    }

    /** Everything before the last digit 1, in lower case. */
    String prefix() {
        return prefix;
    }

    /** How many groups there are, without the checksum. */
    int length() {
        return words.length;
    }

    /** At most twelve groups as one number. */
    long number(int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 5 | words[i];
        }
        return number;
    }

    /** The groups as bytes; bits that are not enough for another byte are left out. */
    byte[] bytes(int from, int count) {
        byte[] bytes = new byte[count * 5 / 8];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int set = words[from + bit / 5] >> (4 - bit % 5) & 1;
            bytes[bit / 8] |= (byte) (set << (7 - bit % 8));
        }
        return bytes;
    }

    private static int remainder(String prefix, byte[] words) {
        int remainder = 1;
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) >> 5);
        }
        remainder = step(remainder, 0);
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) & 31);
        }
        for (byte word : words) {
            remainder = step(remainder, word);
        }
        return remainder;
    }

    private static int step(int remainder, int word) {
        int next = (remainder & 0x1ffffff) << 5 ^ word;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (remainder >> (25 + i) & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }

    private static BlossomException.Malformed flaw(String words) {
        return new BlossomException.Malformed(words);
    }
}
