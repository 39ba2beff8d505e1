package dev.bluebell.nostr;

/** Something that signs in the name of one public key: a key at hand, or a service that holds it. Thread-safe. */
public interface Signer {

    /** In whose name it signs. */
    PublicKey publicKey();

    /**
     * Gives the draft its author, id and signature.
     *
     * @throws NostrException if the signer cannot be asked, or refuses
     */
    Event sign(EventDraft draft);
}
