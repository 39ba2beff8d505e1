package dev.bluebell.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.signers.BIP340Signer;

/** What two keys say to each other, encrypted as NIP-44 says; a second opinion, all of it by Bouncy Castle. */
final class RawConversation {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    RawConversation(RawKey ours, String theirs) {
        BigInteger secret = ours.secret();
        byte[] x = BIP340Signer.decodePublicKey(HexFormat.of().parseHex(theirs))
                .getQ()
                .multiply(secret)
                .normalize()
                .getAffineXCoord()
                .getEncoded();
        key = new HKDFBytesGenerator(new SHA256Digest()).extractPRK("nip44-v2".getBytes(StandardCharsets.US_ASCII), x);
    }

    String encrypt(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[2 + paddedLength(utf8.length)];
        padded[0] = (byte) (utf8.length >> 8);
        padded[1] = (byte) utf8.length;
        System.arraycopy(utf8, 0, padded, 2, utf8.length);

        byte[] message = new byte[1 + 32 + padded.length + 32];
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        message[0] = 2;
        System.arraycopy(nonce, 0, message, 1, 32);
        byte[] keys = keys(nonce);
        System.arraycopy(cipher(keys, padded), 0, message, 33, padded.length);
        System.arraycopy(mac(keys, message), 0, message, message.length - 32, 32);
        return Base64.getEncoder().encodeToString(message);
    }

    String decrypt(String base64) {
        byte[] message = Base64.getDecoder().decode(base64);
        byte[] keys = keys(Arrays.copyOfRange(message, 1, 33));
        byte[] mac = Arrays.copyOfRange(message, message.length - 32, message.length);
        if (!Arrays.equals(mac, mac(keys, message))) {
            throw new IllegalArgumentException("not for this key");
        }
        byte[] padded = cipher(keys, Arrays.copyOfRange(message, 33, message.length - 32));
        int length = 256 * Byte.toUnsignedInt(padded[0]) + Byte.toUnsignedInt(padded[1]);
        return new String(padded, 2, length, StandardCharsets.UTF_8);
    }

    private static int paddedLength(int length) {
        int chunk = 32;
        for (int power = 512; power / 2 < length; power *= 2) {
            chunk = power / 8;
        }
        return (length + chunk - 1) / chunk * chunk;
    }

    private byte[] keys(byte[] nonce) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(HKDFParameters.skipExtractParameters(key, nonce));
        byte[] keys = new byte[76];
        hkdf.generateBytes(keys, 0, keys.length);
        return keys;
    }

    private static byte[] cipher(byte[] keys, byte[] text) {
        ChaCha7539Engine engine = new ChaCha7539Engine();
        engine.init(true, new ParametersWithIV(new KeyParameter(keys, 0, 32), keys, 32, 12));
        byte[] out = new byte[text.length];
        engine.processBytes(text, 0, text.length, out, 0);
        return out;
    }

    /** Of the nonce and the ciphertext in the message. */
    private static byte[] mac(byte[] keys, byte[] message) {
        HMac hmac = new HMac(new SHA256Digest());
        hmac.init(new KeyParameter(keys, 44, 32));
        hmac.update(message, 1, message.length - 33);
        byte[] mac = new byte[32];
        hmac.doFinal(mac, 0);
        return mac;
    }
}
