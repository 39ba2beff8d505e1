package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeSchnorrTest extends SchnorrContract {

    @Override
    Schnorr schnorr() {
        return new NativeSchnorr();
    }

    @Test
    void signsByteForByteAsBouncyCastleDoes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Schnorr other = new BouncyCastleSchnorr();

        for (int round = 0; round < 50; round++) {
            byte[] key = bytesOf(random);
            byte[] message = bytesOf(random);
            byte[] auxiliaryRandomness = bytesOf(random);

            assertThat(schnorr().sign(message, key, auxiliaryRandomness))
                    .as("seed %d", seed)
                    .isEqualTo(other.sign(message, key, auxiliaryRandomness));
            assertThat(schnorr().publicKey(key)).as("seed %d", seed).isEqualTo(other.publicKey(key));
        }
    }
}
