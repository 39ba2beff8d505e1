package dev.bluebell.blossom;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The SHA-256 of a blob, which is its name on every Blossom server.
 *
 * @param hex 64 lower-case hex digits
 */
public record BlobHash(String hex) implements Comparable<BlobHash> {

    private static final int BYTES = 32;
    private static final int HEX_DIGITS = 2 * BYTES;

    /**
     * Checks the shape of the hash.
     *
     * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hex digits; the message never
     *     quotes the value, so it may be shown to whoever sent it
     */
    public BlobHash {
        if (!isHex(hex) || !hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a blob hash is %d lower-case hex digits, not these %d characters"
                    .formatted(HEX_DIGITS, hex.length()));
        }
    }

    /**
     * Wraps a digest.
     *
     * @param digest 32 bytes
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static BlobHash of(byte[] digest) {
        return new BlobHash(HexFormat.of().formatHex(digest));
    }

    /** Reads a hash that somebody else wrote: 64 hex digits of either case and nothing around them. */
    public static Optional<BlobHash> parse(String text) {
        return isHex(text) ? Optional.of(new BlobHash(text.toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    /**
     * Finds the hash in a URL as BUD-03 asks: the last run of 64 hex digits, of either case.
     *
     * <p>A longer run is no hash at all. Cutting 64 digits out of, say, a SHA-512 would name a blob that
     * nobody has.
     */
    public static Optional<BlobHash> lastIn(String text) {
        int end = text.length();
        while (end >= HEX_DIGITS) {
            int start = end;
            while (start > 0 && HexFormat.isHexDigit(text.charAt(start - 1))) {
                start--;
            }
            if (end - start == HEX_DIGITS) {
                return parse(text.substring(start, end));
            }
            end = start - 1;
        }
        return Optional.empty();
    }

    /** The 32 bytes of the digest, in an array of the caller's own. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    private static boolean isHex(String text) {
        return text.length() == HEX_DIGITS && text.chars().allMatch(HexFormat::isHexDigit);
    }

    @Override
    public int compareTo(BlobHash other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
