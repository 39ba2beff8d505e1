package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of BIP-340 must do, the published vectors first. */
abstract class SchnorrContract {

    record Vector(
            String index,
            String secretKey,
            String publicKey,
            String auxiliaryRandomness,
            String message,
            String signature,
            boolean valid,
            String comment) {

        static Vector of(String line) {
            List<String> cells = List.of(line.toLowerCase(Locale.ROOT).split(",", -1));
            return new Vector(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    cells.get(3),
                    cells.get(4),
                    cells.get(5),
                    cells.get(6).equals("true"),
                    cells.get(7));
        }

        @Override
        public String toString() {
            return index + " " + comment;
        }
    }

    private static final byte[] KEY = bytes("%064x".formatted(3));
    private static final byte[] MESSAGE = bytes("ab".repeat(32));
    private static final byte[] NO_RANDOMNESS = new byte[32];

    abstract Schnorr schnorr();

    static Stream<Vector> vectors() {
        return TestVectors.lines("bip340-test-vectors.csv").stream().skip(1).map(Vector::of);
    }

    static Stream<Vector> signingVectors() {
        return vectors().filter(vector -> !vector.secretKey().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void verifiesWhatTheVectorsSay(Vector vector) {
        boolean verified =
                schnorr().verify(bytes(vector.message()), bytes(vector.publicKey()), bytes(vector.signature()));

        assertThat(verified).isEqualTo(vector.valid());
    }

    @ParameterizedTest
    @MethodSource("signingVectors")
    void signsAsTheVectorsDo(Vector vector) {
        byte[] signature =
                schnorr().sign(bytes(vector.message()), bytes(vector.secretKey()), bytes(vector.auxiliaryRandomness()));

        assertThat(signature).asHexString().isEqualToIgnoringCase(vector.signature());
    }

    @ParameterizedTest
    @MethodSource("signingVectors")
    void derivesThePublicKeyOfTheVectors(Vector vector) {
        assertThat(schnorr().publicKey(bytes(vector.secretKey())))
                .asHexString()
                .isEqualToIgnoringCase(vector.publicKey());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 65})
    void doesNotVerifyWithAKeyOfAnotherLength(int length) {
        byte[] signature = schnorr().sign(MESSAGE, KEY, NO_RANDOMNESS);
        byte[] publicKey = Arrays.copyOf(schnorr().publicKey(KEY), length);

        assertThat(schnorr().verify(MESSAGE, publicKey, signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65, 128})
    void doesNotVerifyASignatureOfAnotherLength(int length) {
        byte[] signature = Arrays.copyOf(schnorr().sign(MESSAGE, KEY, NO_RANDOMNESS), length);

        assertThat(schnorr().verify(MESSAGE, schnorr().publicKey(KEY), signature))
                .isFalse();
    }

    @Test
    void verifiesItsOwnSignaturesAndNoChangedOnes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int round = 0; round < 50; round++) {
            byte[] key = bytesOf(random);
            byte[] message = bytesOf(random);
            byte[] publicKey = schnorr().publicKey(key);
            byte[] signature = schnorr().sign(message, key, bytesOf(random));

            assertThat(schnorr().verify(message, publicKey, signature))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(schnorr().verify(message, publicKey, flipOneBit(signature, random)))
                    .as("changed signature, seed %d", seed)
                    .isFalse();
            assertThat(schnorr().verify(flipOneBit(message, random), publicKey, signature))
                    .as("changed message, seed %d", seed)
                    .isFalse();
        }
    }

    static byte[] bytesOf(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] flipOneBit(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        int bit = random.nextInt(bytes.length * Byte.SIZE);
        flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return flipped;
    }
}
