package dev.bluebell.nostr;

class BouncyCastleSchnorrTest extends SchnorrContract {

    @Override
    Schnorr schnorr() {
        return new BouncyCastleSchnorr();
    }
}
