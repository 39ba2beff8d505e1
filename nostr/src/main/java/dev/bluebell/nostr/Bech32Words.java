package dev.bluebell.nostr;

import java.util.Arrays;
import java.util.Locale;

/**
 * Groups of five bits under a readable prefix, with a checksum (BIP-173): what the identifiers of NIP-19 and Lightning
 * invoices are written in. No message repeats any of the text, which may be a secret. Immutable.
 */
public final class Bech32Words {

    private static final char SEPARATOR = '1';
    private static final int WORD_BITS = 5;
    private static final int CHECKSUM_WORDS = 6;
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private final String prefix;
    private final byte[] words;

    private Bech32Words(String prefix, byte[] words) {
        this.prefix = prefix;
        this.words = words;
    }

    /** Bytes in groups of five bits; the last group is filled with zeros. */
    static Bech32Words of(String prefix, byte[] bytes) {
        byte[] words = new byte[(bytes.length * 8 + WORD_BITS - 1) / WORD_BITS];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int set = bytes[bit / 8] >> (7 - bit % 8) & 1;
            words[bit / WORD_BITS] |= (byte) (set << (WORD_BITS - 1 - bit % WORD_BITS));
        }
        return new Bech32Words(prefix, words);
    }

    /**
     * Reads a text in either case.
     *
     * @param mostCharacters how long it may be, the whole of it
     * @throws IllegalArgumentException if it is too long, misspelt or damaged; the message says which
     */
    public static Bech32Words parse(String text, int mostCharacters) {
        if (text.length() > mostCharacters) {
            throw new IllegalArgumentException(
                    "bech32 text has at most %d characters, not %d".formatted(mostCharacters, text.length()));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("bech32 text must not mix upper and lower case");
        }
        int separator = lower.lastIndexOf(SEPARATOR);
        int count = lower.length() - separator - 1;
        if (separator < 1 || count < CHECKSUM_WORDS) {
            throw new IllegalArgumentException(
                    "bech32 text is a prefix, the digit 1 and at least " + CHECKSUM_WORDS + " characters");
        }
        byte[] words = words(lower, separator + 1);
        String prefix = lower.substring(0, separator);
        if (remainder(prefix, words) != 1) {
            throw new IllegalArgumentException("the checksum does not fit: a character is wrong or missing");
        }
        return new Bech32Words(prefix, Arrays.copyOf(words, count - CHECKSUM_WORDS));
    }

    private static byte[] words(String text, int from) {
        byte[] words = new byte[text.length() - from];
        for (int i = 0; i < words.length; i++) {
            int word = ALPHABET.indexOf(text.charAt(from + i));
            if (word < 0) {
                throw new IllegalArgumentException("the character at %d is none of bech32".formatted(from + i));
            }
            words[i] = (byte) word;
        }
        return words;
    }

    /** Everything before the last digit 1, in lower case. */
    public String prefix() {
        return prefix;
    }

    /** How many groups there are, without the checksum. */
    public int length() {
        return words.length;
    }

    /**
     * Some groups as one number.
     *
     * @param count at most 12, or the number does not fit
     */
    public long number(int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << WORD_BITS | words[i];
        }
        return number;
    }

    /** Some groups as bytes; bits that are not enough for another byte are left out. */
    public byte[] bytes(int from, int count) {
        byte[] bytes = new byte[count * WORD_BITS / 8];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int set = words[from + bit / WORD_BITS] >> (WORD_BITS - 1 - bit % WORD_BITS) & 1;
            bytes[bit / 8] |= (byte) (set << (7 - bit % 8));
        }
        return bytes;
    }

    /** Whether these are whole bytes, and what is left of the last group is zeros. */
    boolean areBytes() {
        int left = words.length * WORD_BITS % 8;
        return left < WORD_BITS && (left == 0 || (words[words.length - 1] & ((1 << left) - 1)) == 0);
    }

    /** The text, in lower case. */
    String text() {
        StringBuilder text = new StringBuilder(prefix).append(SEPARATOR);
        append(text, words);
        append(text, checksum());
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] words) {
        for (byte word : words) {
            text.append(ALPHABET.charAt(word));
        }
    }

    private byte[] checksum() {
        int remainder = remainder(prefix, Arrays.copyOf(words, words.length + CHECKSUM_WORDS)) ^ 1;
        byte[] checksum = new byte[CHECKSUM_WORDS];
        for (int i = 0; i < CHECKSUM_WORDS; i++) {
            checksum[i] = (byte) ((remainder >> (WORD_BITS * (CHECKSUM_WORDS - 1 - i))) & 31);
        }
        return checksum;
    }

    /** The remainder by BIP-173's generator polynomial: 1 for prefix and groups, checksum included, without damage. */
    private static int remainder(String prefix, byte[] words) {
        int remainder = 1;
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) >> WORD_BITS);
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
        int next = (remainder & 0x1ffffff) << WORD_BITS ^ word;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (remainder >> (25 + i) & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
