package dev.bluebell.nostr;

import dev.bluebell.nostr.NostrException.Undecipherable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.BIP340Signer;
import org.bouncycastle.math.ec.ECConstantTimeMultiplier;
import org.jspecify.annotations.Nullable;

/**
 * What two keys say to each other, readable by nobody else (NIP-44, version 2). Whoever has one of the secret keys can read
 * all of it, for ever. Thread-safe.
 */
public final class Conversation {

    /** The longest text, in bytes of UTF-8; the shortest is one byte. */
    public static final int MAX_TEXT_BYTES = 65_535;

    private static final byte VERSION = 2;
    private static final byte[] SALT = "nip44-v2".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 32;
    private static final int OVERHEAD_BYTES = 1 + NONCE_BYTES + MessageKeys.MAC_BYTES;
    private static final int MIN_CHARACTERS = 132;
    private static final int MAX_CHARACTERS = 87_472;

    private final byte[] key;
    private final SecureRandom random;

    /** The conversation with this key, which is the same on both sides. */
    Conversation(byte[] key, SecureRandom random) {
        this.key = key.clone();
        this.random = random;
    }

    /**
     * The conversation of two keys. Takes a millisecond, so keep it.
     *
     * @param random makes every message look different
     * @throws IllegalArgumentException if {@code theirs} is no point of the curve, so that nobody can have its secret
     */
    public static Conversation between(SecretKey ours, PublicKey theirs, SecureRandom random) {
        return new Conversation(key(ours, theirs), random);
    }

    static byte[] key(SecretKey ours, PublicKey theirs) {
        return MessageKeys.hmac(SALT, sharedX(ours, theirs));
    }

    /** The x coordinate that both sides find. The binding of the C library gives only its hash, or takes varying time. */
    private static byte[] sharedX(SecretKey ours, PublicKey theirs) {
        @Nullable ECPublicKeyParameters point = BIP340Signer.decodePublicKey(theirs.bytes());
        if (point == null) {
            throw new IllegalArgumentException("nobody can have the public key " + theirs);
        }
        return new ECConstantTimeMultiplier()
                .multiply(point.getQ(), new BigInteger(1, ours.bytes()))
                .normalize()
                .getAffineXCoord()
                .getEncoded();
    }

    /**
     * Makes a text unreadable for others, who still see roughly how long it is.
     *
     * @param text 1 to {@value #MAX_TEXT_BYTES} bytes in UTF-8
     * @return base64
     * @throws IllegalArgumentException if it is empty or too long, or holds half a surrogate pair
     */
    public String encrypt(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return encrypt(text, nonce);
    }

    String encrypt(String text, byte[] nonce) {
        MessageKeys keys = MessageKeys.of(key, nonce);
        byte[] ciphertext = keys.cipher(Padding.pad(utf8(text)));
        byte[] message = ByteBuffer.allocate(OVERHEAD_BYTES + ciphertext.length)
                .put(VERSION)
                .put(nonce)
                .put(ciphertext)
                .put(keys.mac(nonce, ciphertext))
                .array();
        return Base64.getEncoder().encodeToString(message);
    }

    /**
     * Reads what the other side, or this one, has encrypted.
     *
     * @throws Undecipherable if it is anything else, or was changed on the way
     */
    public String decrypt(String message) {
        ByteBuffer bytes = ByteBuffer.wrap(decode(message));
        if (bytes.get() != VERSION) {
            throw unknownVersion();
        }
        byte[] nonce = take(bytes, NONCE_BYTES);
        byte[] ciphertext = take(bytes, bytes.remaining() - MessageKeys.MAC_BYTES);
        MessageKeys keys = MessageKeys.of(key, nonce);
        if (!MessageDigest.isEqual(keys.mac(nonce, ciphertext), take(bytes, MessageKeys.MAC_BYTES))) {
            throw new Undecipherable("the message is for somebody else, or was changed");
        }
        return text(Padding.unpad(keys.cipher(ciphertext)));
    }

    private static byte[] decode(String message) {
        if (message.startsWith("#")) { // reserved for versions that are not base64
            throw unknownVersion();
        }
        if (message.length() < MIN_CHARACTERS || message.length() > MAX_CHARACTERS) {
            throw new Undecipherable("a message has %d to %d characters, not %d"
                    .formatted(MIN_CHARACTERS, MAX_CHARACTERS, message.length()));
        }
        try {
            return Base64.getDecoder().decode(message);
        } catch (IllegalArgumentException e) {
            throw new Undecipherable("the message is no base64");
        }
    }

    private static Undecipherable unknownVersion() {
        return new Undecipherable("the message is in another version of NIP-44 than 2");
    }

    private static byte[] take(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return take(encoded, encoded.remaining());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text must not hold half a surrogate pair", e);
        }
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Undecipherable("the message is no UTF-8");
        }
    }
}
