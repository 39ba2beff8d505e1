package dev.bluebell.testing;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.BIP340Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A key pair that signs as BIP-340 says.
 *
 * @param secret the secret key, 1 or more and far below the order of the curve
 */
public record RawKey(BigInteger secret) {

    /** The key whose secret is that number: 1, 2, 3 are as good as any in a test. */
    public static RawKey of(long number) {
        return new RawKey(BigInteger.valueOf(number));
    }

    /** {@return the x-only public key, 64 hex digits} */
    public String publicKey() {
        byte[] x = new FixedPointCombMultiplier()
                .multiply(BIP340Signer.getDomain().getG(), secret)
                .normalize()
                .getAffineXCoord()
                .getEncoded();
        return HexFormat.of().formatHex(x);
    }

    /** {@return a signature of {@code message}, 64 bytes} */
    byte[] sign(byte[] message) {
        BIP340Signer signer = new BIP340Signer();
        signer.init(true, new ECPrivateKeyParameters(secret, BIP340Signer.getDomain()));
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }
}
