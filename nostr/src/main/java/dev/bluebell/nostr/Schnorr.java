package dev.bluebell.nostr;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Signatures of BIP-340. Implementations are thread-safe. */
interface Schnorr {

    int SIGNATURE_BYTES = 64;

    /**
     * The C library where this machine can load it, else pure Java at a third of its speed or less. No method
     * references: one would load the native class before the fallback is in place, and the other a signed jar, whose check
     * takes longer than many a whole command.
     */
    Schnorr FASTEST = firstThatLoads(() -> new NativeSchnorr(), () -> new BouncyCastleSchnorr());

    /**
     * The x-only key of 32 bytes that belongs to a secret key.
     *
     * @param secretKey a number from 1 to the order of the curve less 1, 32 bytes
     */
    byte[] publicKey(byte[] secretKey);

    /**
     * A signature of 64 bytes.
     *
     * @param message of any length
     * @param secretKey a number from 1 to the order of the curve less 1, 32 bytes
     * @param auxiliaryRandomness 32 fresh random bytes; they harden the signature against side channels
     */
    byte[] sign(byte[] message, byte[] secretKey, byte[] auxiliaryRandomness);

    /**
     * Whether the signature holds. No input is an error: a key that is no point of the curve or a signature of
     * another length does not verify.
     */
    boolean verify(byte[] message, byte[] publicKey, byte[] signature);

    /**
     * A native library fails to load in many ways: no build for this system, a temporary folder that forbids
     * execution, a jar left out. They come as linkage errors or as the loader's own runtime exceptions.
     */
    static Schnorr firstThatLoads(Supplier<Schnorr> preferred, Supplier<Schnorr> fallback) {
        try {
            return preferred.get();
        } catch (LinkageError | RuntimeException e) {
            System.getLogger(Schnorr.class.getName())
                    .log(Level.DEBUG, "the native secp256k1 cannot be loaded, signatures use Bouncy Castle", e);
            return fallback.get();
        }
    }
}
