package dev.bluebell.bluesky.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by AES-256 in GCM mode. The key is made from words by PBKDF2 with HMAC-SHA-256, 600,000 rounds and the salt of the
 * database. A sealed token is {@code sealed1:} and the base64url of 12 random bytes, the encrypted token and its tag; whose
 * it is and its column are authenticated with it.
 */
final class SealedTokens implements TokenCipher {

    static final String PREFIX = "sealed1:";

    private static final int ROUNDS = 600_000;
    private static final int KEY_BITS = 256;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String words;
    private final Supplier<byte[]> salt;
    private final RandomGenerator random;
    private @Nullable SecretKey key;

    /**
     * Nothing is computed yet.
     *
     * @param words the key as people have it
     * @param salt of this database, at least 16 bytes; asked for once, when it is needed
     * @param random must be secure and thread-safe
     */
    SealedTokens(String words, Supplier<byte[]> salt, RandomGenerator random) {
        this.words = words;
        this.salt = salt;
        this.random = random;
    }

    @Override
    public String seal(String token, String did, String column) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        SecretKey secret = key();
        try {
            byte[] sealed = cipher(secret, Cipher.ENCRYPT_MODE, nonce, did, column)
                    .doFinal(token.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    @Override
    public String open(String stored, String did, String column) {
        if (!stored.startsWith(PREFIX)) {
            return stored;
        }
        SecretKey secret = key();
        try {
            byte[] all = Base64.getUrlDecoder().decode(stored.substring(PREFIX.length()));
            ByteBuffer bytes = ByteBuffer.wrap(all);
            byte[] nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            byte[] token = cipher(secret, Cipher.DECRYPT_MODE, nonce, did, column)
                    .doFinal(all, NONCE_BYTES, bytes.remaining());
            return new String(token, StandardCharsets.UTF_8);
        } catch (AEADBadTagException | RuntimeException e) {
            throw new BlueskyStoreException.WrongKey(
                    "BLUEBELL_STORE_KEY is not the key that the sessions of this database were encrypted with: set the right one, or log in again",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    private static Cipher cipher(SecretKey secret, int mode, byte[] nonce, String did, String column)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((did + '\n' + column).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Takes some tenths of a second the first time, so that words cannot be guessed by the million. */
    private synchronized SecretKey key() {
        SecretKey known = key;
        if (known == null) {
            known = derive(salt.get());
            key = known;
        }
        return known;
    }

    private SecretKey derive(byte[] salted) {
        PBEKeySpec spec = new PBEKeySpec(words.toCharArray(), salted, ROUNDS, KEY_BITS);
        try {
            byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(bytes, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2", e);
        }
    }
}
