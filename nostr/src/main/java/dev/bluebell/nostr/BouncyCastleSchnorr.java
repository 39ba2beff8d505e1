package dev.bluebell.nostr;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.BIP340Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** Bouncy Castle: pure Java, so it runs everywhere. */
final class BouncyCastleSchnorr implements Schnorr {

    @Override
    public byte[] publicKey(byte[] secretKey) {
        return new FixedPointCombMultiplier()
                .multiply(BIP340Signer.getDomain().getG(), new BigInteger(1, secretKey))
                .normalize()
                .getAffineXCoord()
                .getEncoded();
    }

    @Override
    public byte[] sign(byte[] message, byte[] secretKey, byte[] auxiliaryRandomness) {
        var key = new ECPrivateKeyParameters(new BigInteger(1, secretKey), BIP340Signer.getDomain());
        BIP340Signer signer = new BIP340Signer();
        signer.init(true, new ParametersWithRandom(key, new GivenBytes(auxiliaryRandomness)));
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    @Override
    public boolean verify(byte[] message, byte[] publicKey, byte[] signature) {
        @Nullable ECPublicKeyParameters key = BIP340Signer.decodePublicKey(publicKey);
        if (key == null) {
            return false;
        }
        BIP340Signer signer = new BIP340Signer();
        signer.init(false, key);
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    /** The auxiliary randomness in the only form in which Bouncy Castle takes it. */
    private static final class GivenBytes extends SecureRandom {

        private final byte[] given;

        GivenBytes(byte[] given) {
            this.given = given;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(given, 0, bytes, 0, bytes.length);
        }
    }
}
