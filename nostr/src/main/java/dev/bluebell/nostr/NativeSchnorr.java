package dev.bluebell.nostr;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;

/** Bitcoin Core's C library through JNI. */
final class NativeSchnorr implements Schnorr {

    /** The only length of message that the binding takes; every Nostr id has it. */
    private static final int MESSAGE_BYTES = 32;

    private final Secp256k1 library = Secp256k1.get();

    @Override
    public byte[] publicKey(byte[] secretKey) {
        // The binding answers with the uncompressed point: 04, x, y. BIP-340 keeps x.
        return Arrays.copyOfRange(library.pubkeyCreate(secretKey), 1, 33);
    }

    @Override
    public byte[] sign(byte[] message, byte[] secretKey, byte[] auxiliaryRandomness) {
        return message.length == MESSAGE_BYTES
                ? library.signSchnorr(message, secretKey, auxiliaryRandomness)
                : OtherLengths.SCHNORR.sign(message, secretKey, auxiliaryRandomness);
    }

    @Override
    public boolean verify(byte[] message, byte[] publicKey, byte[] signature) {
        if (message.length != MESSAGE_BYTES) {
            return OtherLengths.SCHNORR.verify(message, publicKey, signature);
        }
        try {
            return library.verifySchnorr(signature, message, publicKey);
        } catch (Secp256k1Exception malformedKeyOrSignature) {
            return false;
        }
    }

    /** Loaded when it is needed, which in Nostr is never. */
    private static final class OtherLengths {
        static final Schnorr SCHNORR = new BouncyCastleSchnorr();
    }
}
