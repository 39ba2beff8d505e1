package dev.bluebell.nostr;

import java.security.SecureRandom;

/** Signs with a key at hand. Thread-safe. */
public final class KeySigner implements Signer {

    private static final int AUXILIARY_BYTES = 32;

    private final SecretKey key;
    private final SecureRandom random;

    /**
     * A signer in the name of the key.
     *
     * @param random hardens each signature against side channels (the auxiliary randomness of BIP-340)
     */
    public KeySigner(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    @Override
    public PublicKey publicKey() {
        return key.publicKey();
    }

    @Override
    public Event sign(EventDraft draft) {
        String id = draft.id(key.publicKey());
        byte[] auxiliaryRandomness = new byte[AUXILIARY_BYTES];
        random.nextBytes(auxiliaryRandomness);
        byte[] signature = Schnorr.FASTEST.sign(Hex.decode(id), key.bytes(), auxiliaryRandomness);
        return new Event(
                id,
                key.publicKey(),
                draft.createdAt(),
                draft.kind(),
                draft.tags(),
                draft.content(),
                Hex.encode(signature));
    }
}
