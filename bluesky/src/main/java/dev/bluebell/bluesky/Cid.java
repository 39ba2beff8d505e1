package dev.bluebell.bluesky;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What content is, by its hash: a content identifier of version 1 with SHA-256, in base32. That of a blob is the Blossom
 * hash written differently; no look-up is needed from one to the other.
 *
 * @param value {@code b} and 58 characters of {@code abcdefghijklmnopqrstuvwxyz234567}
 */
public record Cid(String value) {

    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SYNTAX = Pattern.compile("b[" + DIGITS + "]{58}");

    /** Version 1, then what it is, then SHA-256 and its 32 bytes. */
    private static final String RAW = "01551220";

    private static final String RECORD = "01711220";
    private static final int HASH_DIGITS = 64;
    private static final int BITS_A_DIGIT = 5;

    /**
     * Checks the spelling.
     *
     * @throws IllegalArgumentException if it is no CID of a blob or a record
     */
    public Cid {
        if (!SYNTAX.matcher(value).matches() || !isOneOfOurs(value)) {
            throw new IllegalArgumentException("a CID is b and 58 letters and digits");
        }
    }

    private static boolean isOneOfOurs(String value) {
        byte[] bytes = bytes(value);
        String hex = HexFormat.of().formatHex(bytes);
        return (hex.startsWith(RAW) || hex.startsWith(RECORD)) && base32(bytes).equals(value);
    }

    /**
     * The CID of a blob.
     *
     * @param sha256 64 lower-case hex digits
     * @throws IllegalArgumentException if it is not that
     */
    public static Cid ofBlob(String sha256) {
        return of(RAW, sha256);
    }

    /**
     * The CID of a record.
     *
     * @param sha256 of its DAG-CBOR, 64 lower-case hex digits
     * @throws IllegalArgumentException if it is not that
     */
    public static Cid ofRecord(String sha256) {
        return of(RECORD, sha256);
    }

    private static Cid of(String kind, String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a SHA-256 has 64 lower-case hex digits");
        }
        return new Cid(base32(HexFormat.of().parseHex(kind + sha256)));
    }

    /** The 36 bytes of it. */
    public byte[] binary() {
        return bytes(value);
    }

    /** The SHA-256 of the blob in lower-case hex digits; empty if this is no blob but a record. */
    public Optional<String> blobHash() {
        String hex = HexFormat.of().formatHex(bytes(value));
        return hex.startsWith(RAW) ? Optional.of(hex.substring(RAW.length())) : Optional.empty();
    }

    private static String base32(byte[] bytes) {
        StringBuilder digits = new StringBuilder("b");
        int bits = 0;
        int buffer = 0;
        for (byte one : bytes) {
            buffer = (buffer << Byte.SIZE) | (one & 0xff);
            bits += Byte.SIZE;
            while (bits >= BITS_A_DIGIT) {
                bits -= BITS_A_DIGIT;
                digits.append(DIGITS.charAt((buffer >>> bits) & (DIGITS.length() - 1)));
            }
        }
        // 36 bytes are 57 digits and three bits.
        return digits.append(DIGITS.charAt((buffer << (BITS_A_DIGIT - bits)) & (DIGITS.length() - 1)))
                .toString();
    }

    private static byte[] bytes(String value) {
        byte[] bytes = new byte[(RAW.length() + HASH_DIGITS) / 2];
        int bits = 0;
        int buffer = 0;
        int at = 0;
        for (int i = 1; i < value.length() && at < bytes.length; i++) {
            buffer = (buffer << BITS_A_DIGIT) | DIGITS.indexOf(value.charAt(i));
            bits += BITS_A_DIGIT;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[at++] = (byte) (buffer >>> bits);
            }
        }
        return bytes;
    }

    @Override
    public String toString() {
        return value;
    }
}
