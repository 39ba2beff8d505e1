package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeyTest {

    private static final String HEX = "67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa";
    private static final String NSEC = "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5";
    private static final String NPUB = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg";
    private static final String ORDER = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    private static final String LARGEST = ORDER.substring(0, 63) + "0";

    @Test
    void readsAndWritesTheKeyOfNip19() {
        assertThat(SecretKey.parse(NSEC)).isEqualTo(SecretKey.parse(HEX));
        assertThat(SecretKey.parse(HEX).nsec()).isEqualTo(NSEC);
        assertThat(SecretKey.parse(NSEC.toUpperCase(Locale.ROOT)).nsec()).isEqualTo(NSEC);
    }

    @Test
    void hasThePublicKeyThatNip19PrintsBesideIt() {
        assertThat(SecretKey.parse(NSEC).publicKey().npub()).isEqualTo(NPUB);
    }

    @Test
    void showsOnlyItsPublicHalf() {
        assertThat(SecretKey.parse(NSEC)).hasToString("SecretKey[" + NPUB + "]");
    }

    @Test
    void equalsKeysOfTheSameNumberOnly() {
        assertThat(SecretKey.parse(HEX)).isEqualTo(SecretKey.parse(NSEC)).hasSameHashCodeAs(SecretKey.parse(NSEC));
        assertThat(SecretKey.parse(HEX)).isNotEqualTo(SecretKey.parse(LARGEST)).isNotEqualTo(HEX);
    }

    @Test
    void takesTheSmallestAndTheLargestNumber() {
        assertThat(SecretKey.parse("%064x".formatted(1)).publicKey())
                .hasToString("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        // The negative of 1 lies on the same x coordinate.
        assertThat(SecretKey.parse(LARGEST).publicKey())
                .isEqualTo(SecretKey.parse("%064x".formatted(1)).publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                ORDER,
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void refusesNumbersOutOfRange(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretKey.parse(hex))
                .withMessage("secret key must be from 1 to the order of the curve less 1");
    }

    @Test
    void refusesAnNsecOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretKey.parse(new Bech32("nsec", new byte[31]).encode()))
                .withMessage("secret key must be 32 bytes, has 31");
    }

    @Test
    void neverShowsTheSecretInAnException() {
        List<String> secrets = List.of(
                HEX.substring(1),
                HEX + "0",
                "g" + HEX.substring(1),
                HEX.toUpperCase(Locale.ROOT),
                " " + HEX,
                NSEC.substring(0, 62) + "q",
                NSEC + "q",
                NSEC.substring(0, 40),
                NSEC.replace('v', 'V'),
                NSEC.replace("nsec1", "nsec1b"),
                NSEC.replace("nsec1", "nsec"),
                NPUB);

        for (String secret : secrets) {
            Throwable thrown = catchThrowable(() -> SecretKey.parse(secret));

            assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
            assertThat(stackTrace(thrown)).doesNotContainIgnoringCase(secret.substring(8, 14));
        }
    }

    @Test
    void generatesDifferentKeys() {
        SecureRandom random = new SecureRandom();

        assertThat(SecretKey.generate(random)).isNotEqualTo(SecretKey.generate(random));
    }

    @Test
    void drawsAgainWhenANumberIsOutOfRange() {
        var random = new Scripted("00".repeat(32), ORDER, HEX);

        assertThat(SecretKey.generate(random).nsec()).isEqualTo(NSEC);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Gives the very bytes it was told. */
    private static final class Scripted extends SecureRandom {

        private final transient Deque<String> hex;

        Scripted(String... hex) {
            this.hex = new ArrayDeque<>(List.of(hex));
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(SchnorrContract.bytes(hex.removeFirst()), 0, bytes, 0, bytes.length);
        }
    }
}
