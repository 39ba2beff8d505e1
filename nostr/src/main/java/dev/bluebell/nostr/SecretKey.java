package dev.bluebell.nostr;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The secret half of a key pair: a number from 1 to the order of the curve less 1.
 *
 * <p>Only {@link #nsec()} gives it away: {@code toString} and every exception show at most the public key. Immutable
 * and thread-safe.
 */
public final class SecretKey {

    private static final int BYTES = 32;

    /** The order n of secp256k1. */
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private final byte[] bytes;
    private final PublicKey publicKey;

    private SecretKey(byte[] bytes) {
        this.bytes = bytes;
        this.publicKey = PublicKey.of(Schnorr.FASTEST.publicKey(bytes));
    }

    /**
     * Reads either spelling of a key.
     *
     * @param nsecOrHex {@code nsec1…} (NIP-19) or 64 lower-case hex digits, without blanks around it
     * @throws IllegalArgumentException if it is neither, or a number out of range; the message never contains the key
     */
    public static SecretKey parse(String nsecOrHex) {
        return Bech32.looksLike("nsec", nsecOrHex)
                ? of(Bech32.decode(nsecOrHex).data())
                : of(Hex.decode(Hex.require("secret key", nsecOrHex, 2 * BYTES)));
    }

    /** A new key. */
    public static SecretKey generate(SecureRandom random) {
        byte[] candidate = new byte[BYTES];
        do {
            random.nextBytes(candidate);
        } while (!isInRange(candidate));
        return new SecretKey(candidate);
    }

    /** Keeps a copy. */
    static SecretKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("secret key must be 32 bytes, has " + bytes.length);
        }
        if (!isInRange(bytes)) {
            throw new IllegalArgumentException("secret key must be from 1 to the order of the curve less 1");
        }
        return new SecretKey(bytes.clone());
    }

    private static boolean isInRange(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        return number.signum() > 0 && number.compareTo(ORDER) < 0;
    }

    /** The half to give to others. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The secret itself, as {@code nsec1…} (NIP-19). */
    public String nsec() {
        return new Bech32("nsec", bytes).encode();
    }

    /** The secret itself; not a copy, and only for this package. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return publicKey.hashCode();
    }

    @Override
    public String toString() {
        return "SecretKey[" + publicKey.npub() + "]";
    }
}
