package dev.bluebell.nostr;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one message of NIP-44. */
final class MessageKeys {

    static final int MAC_BYTES = 32;

    private static final int MAC_KEY_AT = 44;
    private static final int CIPHER_NONCE_AT = 32;
    private static final int ALL_BYTES = 76;

    private final byte[] cipherKey;
    private final byte[] cipherNonce;
    private final byte[] macKey;

    private MessageKeys(byte[] all) {
        this.cipherKey = Arrays.copyOfRange(all, 0, CIPHER_NONCE_AT);
        this.cipherNonce = Arrays.copyOfRange(all, CIPHER_NONCE_AT, MAC_KEY_AT);
        this.macKey = Arrays.copyOfRange(all, MAC_KEY_AT, ALL_BYTES);
    }

    /** Derives them from the key of the conversation and the nonce of the message, 32 bytes each. */
    static MessageKeys of(byte[] conversationKey, byte[] nonce) {
        return new MessageKeys(expand(conversationKey, nonce));
    }

    /** The second half of HKDF (RFC 5869), with SHA-256. */
    static byte[] expand(byte[] key, byte[] info) {
        byte[] expanded = new byte[ALL_BYTES];
        byte[] block = {};
        for (int filled = 0, number = 1; filled < ALL_BYTES; filled += block.length, number++) {
            block = hmac(key, block, info, new byte[] {(byte) number});
            System.arraycopy(block, 0, expanded, filled, Math.min(block.length, ALL_BYTES - filled));
        }
        return expanded;
    }

    /** Encrypts, or decrypts: it is the same. */
    byte[] cipher(byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(cipherKey, "ChaCha20"),
                    new ChaCha20ParameterSpec(cipherNonce, 0));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ChaCha20", e);
        }
    }

    /** What proves that nobody has changed the message. */
    byte[] mac(byte[] nonce, byte[] ciphertext) {
        return hmac(macKey, nonce, ciphertext);
    }

    /** HMAC-SHA256 of the parts, one after the other. */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
