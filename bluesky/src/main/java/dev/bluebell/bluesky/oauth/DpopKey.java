package dev.bluebell.bluesky.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** The key to which the tokens of one session are bound (P-256): who has only a token can do nothing. Immutable. */
final class DpopKey {

    private static final JOSEObjectType PROOF = new JOSEObjectType("dpop+jwt");

    private final ECKey key;

    private DpopKey(ECKey key) {
        this.key = key;
    }

    /** A new one, by the secure random numbers of the platform. */
    static DpopKey make() {
        try {
            return new DpopKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java has no keys on P-256", e);
        }
    }

    /**
     * One that was kept.
     *
     * @param jwk a private JSON web key
     * @throws IllegalArgumentException if it is no private key on P-256
     */
    static DpopKey parse(String jwk) {
        try {
            ECKey key = ECKey.parse(jwk);
            if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256)) {
                throw new IllegalArgumentException("a key for DPoP is a private one on P-256");
            }
            return new DpopKey(key);
        } catch (ParseException e) {
            // Its message may quote the key.
            throw new IllegalArgumentException("what should be a key for DPoP is no JSON web key");
        }
    }

    /** As a private JSON web key: a secret. */
    String jwk() {
        return key.toJSONString();
    }

    /** The claims, signed by ES256, with the public key beside them. */
    String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(PROOF)
                .jwk(key.toPublicJWK())
                .build();
        SignedJWT proof = new SignedJWT(header, claims);
        try {
            proof.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java has no ES256", e);
        }
        return proof.serialize();
    }
}
